package dev.paperboy.console;

/** A person who may sign in to the newsroom. */
record Operator(String name, Role role) {

    enum Role {
        /** May do everything. */
        ADMIN
    }
}
