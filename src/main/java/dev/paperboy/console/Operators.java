package dev.paperboy.console;

import dev.paperboy.kernel.WrongSetting;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The operators, how they sign in and who is behind a session cookie. */
@ApplicationScoped
public class Operators {

    private static final String ADMIN = "admin";
    private static final int SHORTEST_PASSWORD = 8;
    private static final int LONGEST_NAME = 100;
    private static final int TOKEN_BYTES = 32;
    private static final Duration WHEN_BUSY = Duration.ofSeconds(10);

    /** Without the letters and digits that look like others. */
    private static final String EASY_TO_READ = "abcdefghjkmnpqrstuvwxyz23456789";

    private final OperatorRows operators;
    private final SessionRows sessions;
    private final Passwords passwords;
    private final SignInThrottle throttle;
    private final AdminSettings settings;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Operators(
            OperatorRows operators,
            SessionRows sessions,
            Passwords passwords,
            SignInThrottle throttle,
            AdminSettings settings,
            Clock clock) {
        this.operators = operators;
        this.sessions = sessions;
        this.passwords = passwords;
        this.throttle = throttle;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Makes sure that {@code admin} can sign in with the password of the setting {@code paperboy.admin.password}, where there is one.
     * To be called before anybody can try.
     *
     * @throws WrongSetting when the setting is shorter than 8 characters
     */
    @Transactional
    public void heedSetting() {
        settings.password().ifPresent(given -> {
            if (given.length() < SHORTEST_PASSWORD) {
                throw new WrongSetting(
                        "paperboy.admin.password", "(hidden)", "at least " + SHORTEST_PASSWORD + " characters");
            }
            operators.named(ADMIN).ifPresentOrElse(row -> letSettingWin(row, given), () -> addAdmin(given));
        });
    }

    private void letSettingWin(OperatorRow admin, String password) {
        if (!passwords.matches(password, admin.passwordHash())) {
            admin.changePassword(passwords.hash(password));
            sessions.endAllOf(admin.id());
            Log.info("the password of admin is the one in paperboy.admin.password now; open sessions have ended");
        }
    }

    private void addAdmin(String password) {
        operators.persist(new OperatorRow(ADMIN, passwords.hash(password), Operator.Role.ADMIN, clock.instant()));
    }

    /**
     * Makes up an {@code admin} where there is no operator at all. To be called when nothing can fail any more before the password is
     * shown, for nobody else knows it.
     *
     * @return the password, to be shown once; empty when there is an operator already
     */
    @Transactional
    public Optional<String> makeUpAdmin() {
        if (operators.count() > 0) {
            return Optional.empty();
        }
        String madeUp = IntStream.range(0, 4).mapToObj(group -> letters(5)).collect(Collectors.joining("-"));
        addAdmin(madeUp);
        return Optional.of(madeUp);
    }

    private String letters(int count) {
        return random.ints(count, 0, EASY_TO_READ.length())
                .mapToObj(index -> EASY_TO_READ.substring(index, index + 1))
                .collect(Collectors.joining());
    }

    /**
     * Tries a name and a password. The check is slow on purpose and holds no transaction.
     *
     * @param from the remote address
     */
    SignIn signIn(String typedName, String password, String from) {
        String name = typedName.strip().toLowerCase(Locale.ROOT);
        if (name.length() > LONGEST_NAME) {
            name = name.substring(0, LONGEST_NAME);
        }
        Duration wait = throttle.begin(from, name);
        if (!wait.isZero()) {
            Log.warnf("sign-in from %s has to wait %d s: too many tries", from, wait.toSeconds());
            return new SignIn.Wait(wait);
        }
        return check(name, password, from);
    }

    private SignIn check(String name, String password, String from) {
        Optional<OperatorRow> row = QuarkusTransaction.requiringNew().call(() -> operators.named(name));
        return switch (passwords.check(password, row.map(OperatorRow::passwordHash))) {
            case BUSY -> new SignIn.Wait(WHEN_BUSY);
            case WRONG -> {
                Log.warnf("wrong name or password at sign-in from %s", from);
                yield new SignIn.Refused();
            }
            case RIGHT -> {
                throttle.succeeded(from, name);
                long operatorId = row.orElseThrow().id();
                yield new SignIn.Opened(QuarkusTransaction.requiringNew().call(() -> open(operatorId)));
            }
        };
    }

    private String open(long operatorId) {
        byte[] token = new byte[TOKEN_BYTES];
        random.nextBytes(token);
        String cookie = Base64.getUrlEncoder().withoutPadding().encodeToString(token);
        Instant now = clock.instant();
        sessions.sweep(now);
        sessions.persist(new SessionRow(sha256(cookie), operatorId, now));
        return cookie;
    }

    /** Who sent this cookie; empty when the session has ended or never was. */
    @Transactional
    Optional<Operator> behind(String cookie) {
        Instant now = clock.instant();
        Optional<SessionRow> session = sessions.ofToken(sha256(cookie)).filter(row -> row.isOpenAt(now));
        session.filter(row -> row.isWorthNotingAt(now)).ifPresent(row -> sessions.noteUse(row.id(), now));
        return session.flatMap(row -> operators.findByIdOptional(row.operatorId()))
                .map(OperatorRow::operator);
    }

    @Transactional
    void signOut(String cookie) {
        sessions.endOfToken(sha256(cookie));
    }

    private static String sha256(String cookie) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(cookie.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /** How a sign-in ended. */
    sealed interface SignIn {

        /** @param cookie opens the newsroom until the session ends */
        record Opened(String cookie) implements SignIn {}

        /** Wrong name or wrong password; which of them is not told. */
        record Refused() implements SignIn {}

        /** Nothing was checked. */
        record Wait(Duration howLong) implements SignIn {}
    }
}
