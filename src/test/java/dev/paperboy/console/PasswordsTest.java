package dev.paperboy.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class PasswordsTest {

    private final Passwords passwords = new Passwords();

    @Test
    void theRightPasswordOpensAndAnyOtherDoesNot() {
        Optional<String> hash = Optional.of(passwords.hash("seven wet umbrellas"));
        assertThat(passwords.check("seven wet umbrellas", hash)).isEqualTo(Passwords.Verdict.RIGHT);
        assertThat(passwords.check("seven wet umbrella", hash)).isEqualTo(Passwords.Verdict.WRONG);
        assertThat(passwords.check("", hash)).isEqualTo(Passwords.Verdict.WRONG);
    }

    @Test
    void anUnknownNameIsWrongWhateverIsTyped() {
        assertThat(passwords.check("seven wet umbrellas", Optional.empty())).isEqualTo(Passwords.Verdict.WRONG);
        assertThat(passwords.check("", Optional.empty())).isEqualTo(Passwords.Verdict.WRONG);
    }

    @Test
    void aHashNamesItsCostAndIsSaltedEachTime() {
        String one = passwords.hash("same words");
        assertThat(one).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").hasSizeLessThan(300);
        assertThat(passwords.hash("same words")).isNotEqualTo(one);
    }

    /** From the test vectors of the Argon2 reference program, version 1.3: an outside witness that this is Argon2id. */
    @Test
    void hashesOfOtherProgramsAreUnderstood() {
        String phc = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
        assertThat(passwords.matches("password", phc)).isTrue();
        assertThat(passwords.matches("differentpassword", phc)).isFalse();
    }

    @Test
    void theSameWordTypedWithOtherCodePointsIsTheSamePassword() {
        String hash = passwords.hash("caf\u00e9 au lait");
        assertThat(passwords.matches("cafe\u0301 au lait", hash)).isTrue();
    }

    @Test
    void aDamagedHashIsAFaultAndNotAWrongPassword() {
        assertThatThrownBy(() -> passwords.matches("anything", "$argon2id$v=19$m=19456"))
                .isInstanceOf(IllegalStateException.class);
    }
}
