package dev.paperboy;

import dev.paperboy.kernel.WrongSetting;

/** Says in one line why Paperboy did not start. */
final class StartFailure {

    private StartFailure() {}

    static void report(Integer exitCode, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof WrongSetting wrong) {
                System.err.println("Paperboy does not start: " + wrong.getMessage());
                System.exit(2);
            }
        }
        if (failure != null) {
            failure.printStackTrace();
        }
        System.exit(exitCode);
    }
}
