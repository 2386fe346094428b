package dev.paperboy;

import dev.paperboy.console.Operators;
import dev.paperboy.dispatch.Dispatch;
import dev.paperboy.ingest.Ingest;
import dev.paperboy.kernel.MailRoute;
import dev.paperboy.kernel.Newsletter;
import dev.paperboy.kernel.PublicUrls;
import dev.paperboy.outbox.Outbox;
import dev.paperboy.subscription.ReaderImports;
import io.quarkus.logging.Log;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.annotations.CommandLineArguments;
import io.quarkus.runtime.annotations.QuarkusMain;
import jakarta.enterprise.event.Observes;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Starts everything in the order in which it is needed, and says where it is. */
@QuarkusMain
public class Paperboy implements QuarkusApplication {

    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("EEEE d MMMM 'at' HH:mm VV", Locale.UK);

    private static final String COPIED =
            "paperboy.data-dir is a copy, or was restored from one, and this issue may have gone out"
                    + " since. If it has not, send it; if it has, cancel it.";

    /** Held, because a logger that nobody holds forgets its level. */
    private static final Logger HIBERNATE = Logger.getLogger("org.hibernate");

    private final Operators operators;
    private final ReaderImports imports;
    private final Ingest ingest;
    private final Dispatch dispatch;
    private final Outbox outbox;
    private final Newsletter newsletter;
    private final MailRoute route;
    private final PublicUrls urls;
    private final DoctorCommand doctor;

    Paperboy(
            Operators operators,
            ReaderImports imports,
            Ingest ingest,
            Dispatch dispatch,
            Outbox outbox,
            Newsletter newsletter,
            MailRoute route,
            PublicUrls urls,
            DoctorCommand doctor) {
        this.operators = operators;
        this.imports = imports;
        this.ingest = ingest;
        this.dispatch = dispatch;
        this.outbox = outbox;
        this.newsletter = newsletter;
        this.route = route;
        this.urls = urls;
        this.doctor = doctor;
    }

    public static void main(String... arguments) {
        // Until the settings are read its banner would go to the console, above the line that says which setting is
        // wrong.
        HIBERNATE.setLevel(Level.WARNING);
        switch (CommandLine.of(arguments)) {
            case CommandLine.Start _ -> {}
            case CommandLine.Doctor _ -> DoctorCommand.standAside();
            case CommandLine.Misunderstood wrong -> System.exit(misunderstood(wrong));
        }
        Quarkus.run(Paperboy.class, StartFailure::report, arguments);
    }

    private static int misunderstood(CommandLine.Misunderstood wrong) {
        System.err.println(wrong.line());
        return StartFailure.WRONG_SETTING;
    }

    /** The port is opened after everybody who observes the start, and before {@link #run}: here is done what the first request needs. */
    void prepare(@Observes StartupEvent starting, @CommandLineArguments String[] arguments) {
        if (CommandLine.of(arguments) instanceof CommandLine.Start) {
            outbox.keepOnDisk();
            operators.heedSetting();
            imports.settle();
        }
    }

    @Override
    public int run(String... arguments) {
        return switch (CommandLine.of(arguments)) {
            case CommandLine.Start _ -> start();
            case CommandLine.Doctor asked -> doctor.run(asked, System.out);
            case CommandLine.Misunderstood wrong -> misunderstood(wrong);
        };
    }

    private int start() {
        Optional<String> madeUpPassword = operators.makeUpAdmin();
        ingest.runAll();
        if (outbox.isCopied()) {
            Log.warn(
                    "paperboy.data-dir is a copy, or was restored from one. What may have gone out since is held: look at"
                            + " /console/issues");
            dispatch.holdEverything(COPIED);
        }
        outbox.copyIsSettled();
        outbox.settle();
        dispatch.begin();
        outbox.start();
        Log.info(summary(madeUpPassword));
        Quarkus.waitForExit();
        return 0;
    }

    private String summary(Optional<String> madeUpPassword) {
        String home = urls.home();
        String signIn = madeUpPassword
                .map(password -> "as admin with the password " + password + " (shown only this once)")
                .orElse("as admin");
        String mail = route.usesMailbox()
                ? "is caught here: " + home + "mailbox"
                : "goes out through " + String.join(", ", route.relayHosts());
        String next =
                dispatch.nextAssembly().map(WHEN::format).orElse("never: paperboy.issue.assemble has no date left");
        return """
                %s is ready.
                  Papers and sign-up   %s
                  Console              %sconsole, sign in %s
                  Mail                 %s
                  Next issue           %s
                """.formatted(newsletter.name(), home, home, signIn, mail, next).stripTrailing();
    }
}
