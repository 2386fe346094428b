package dev.paperboy;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.inject.Inject;
import jakarta.persistence.Entity;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The floor plan and the rules of the house. */
class ArchitectureTest {

    private static final String ROOT = "dev.paperboy";

    /** Which rooms a room may use; every room may use {@code kernel} too. */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("kernel", Set.of()),
            Map.entry("topic", Set.of()),
            Map.entry("paper", Set.of()),
            Map.entry("outbox", Set.of()),
            Map.entry("mailbox", Set.of()),
            Map.entry("web", Set.of()),
            Map.entry("ingest", Set.of("paper")),
            Map.entry("ranking", Set.of("paper", "topic")),
            Map.entry("issue", Set.of("ranking", "paper", "topic")),
            Map.entry("rendering", Set.of("issue", "topic")),
            Map.entry("smtp", Set.of("outbox")),
            Map.entry("dkim", Set.of("outbox")),
            // The front page shows the latest papers under the sign-up form, so subscription also uses issue.
            Map.entry("subscription", Set.of("topic", "outbox", "rendering", "issue")),
            Map.entry("dispatch", Set.of("issue", "topic", "ranking", "rendering", "subscription", "outbox", "ingest")),
            Map.entry(
                    "console",
                    Set.of(
                            "topic",
                            "paper",
                            "outbox",
                            "ingest",
                            "ranking",
                            "issue",
                            "rendering",
                            "subscription",
                            "dispatch",
                            "dkim",
                            "mailbox")));

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    private static String roomOf(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(ROOT + ".") ? name.substring(ROOT.length() + 1) : "";
    }

    @Test
    void everyPackageIsOnTheFloorPlanAndThePlanHasNoStaleRoom() {
        Set<String> built = HOUSE.stream()
                .map(ArchitectureTest::roomOf)
                .filter(room -> !room.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(built).containsExactlyInAnyOrderElementsOf(MAY_USE.keySet());
    }

    @Test
    void eachRoomUsesOnlyItsNeighbours() {
        MAY_USE.forEach((room, neighbours) -> {
            String[] strangers = MAY_USE.keySet().stream()
                    .filter(other -> !other.equals(room) && !other.equals("kernel") && !neighbours.contains(other))
                    .map(other -> ROOT + "." + other)
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + "." + room)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(strangers)
                    .because("the floor plan lets " + room + " use " + neighbours)
                    .check(HOUSE);
        });
    }

    @Test
    void roomsFormNoCycle() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void onlySmtpSpeaksJakartaMail() {
        noClasses()
                .that(not(resideInAPackage(ROOT + ".smtp")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.mail..", "org.eclipse.angus..")
                .check(HOUSE);
    }

    @Test
    void onlyPagesAndTheShellSpeakHttp() {
        noClasses()
                .that(not(resideInAPackage(ROOT + ".web")))
                .and()
                .haveNameNotMatching(".*(Pages|Guard)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.ws.rs..")
                .check(HOUSE);
    }

    @Test
    void pagesKnowNeitherTablesNorTransactions() {
        noClasses()
                .that()
                .haveNameMatching(".*Pages(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .areAnnotatedWith(Entity.class)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.transaction..", "jakarta.persistence..")
                .check(HOUSE);
    }

    @Test
    void tablesStayInTheirRoom() {
        classes()
                .that()
                .areAnnotatedWith(Entity.class)
                .should()
                .bePackagePrivate()
                .check(HOUSE);
        fields().that()
                .areDeclaredInClassesThat()
                .areAnnotatedWith(Entity.class)
                .and()
                .areNotStatic()
                .should()
                .bePrivate()
                .check(HOUSE);
    }

    @Test
    void nothingIsInjectedIntoFields() {
        noFields().should().beAnnotatedWith(Inject.class).check(HOUSE);
    }

    @Test
    void timeComesFromTheClock() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .orShould()
                .callMethod(OffsetDateTime.class, "now")
                .orShould()
                .callMethod(LocalTime.class, "now")
                .orShould()
                .callConstructor(Date.class)
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(HOUSE);
        noClasses()
                .that()
                .haveNameNotMatching(".*TimeSource")
                .should()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(Clock.class, "systemDefaultZone")
                .check(HOUSE);
    }

    @Test
    void rankingIsPure() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".ranking")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta..", "io.quarkus..", "org.hibernate..")
                .check(HOUSE);
    }

    @Test
    void onlyRenderingAndPagesUseQute() {
        noClasses()
                .that(not(resideInAnyPackage(ROOT + ".rendering", ROOT + ".web")))
                .and()
                .haveNameNotMatching(".*Pages(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.quarkus.qute..")
                .check(HOUSE);
    }

    @Test
    void noRoomIsAToolShed() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Common)")
                .check(HOUSE);
    }
}
