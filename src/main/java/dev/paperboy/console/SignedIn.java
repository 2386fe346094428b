package dev.paperboy.console;

import jakarta.enterprise.context.RequestScoped;

/** The operator of this request, as {@link ConsoleGuard} found them. */
@RequestScoped
class SignedIn {

    private Operator operator;

    void as(Operator found) {
        operator = found;
    }

    String name() {
        return operator.name();
    }
}
