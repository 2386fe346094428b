package dev.paperboy.kernel;

/** Who a mail is from: a display name, possibly empty, and an address. Written as {@code Daily Papers <papers@example.org>}. */
public record Sender(String name, EmailAddress address) {

    /** Called by the configuration; throws {@link IllegalArgumentException} with what is allowed. */
    public static Sender parse(String text) {
        String trimmed = text.strip();
        int open = trimmed.lastIndexOf('<');
        boolean named = open >= 0 && trimmed.endsWith(">");
        String name = named ? unquoted(trimmed.substring(0, open).strip()) : "";
        String address = named ? trimmed.substring(open + 1, trimmed.length() - 1) : trimmed;
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("the sender's name must be one line");
        }
        return EmailAddress.parse(address)
                .map(valid -> new Sender(name, valid))
                .orElseThrow(() -> new IllegalArgumentException("allowed is: Name <address@domain>, or an address"
                        + EmailAddress.hint(address).map(hint -> ". " + hint).orElse("")));
    }

    private static String unquoted(String name) {
        boolean quoted = name.length() > 1 && name.startsWith("\"") && name.endsWith("\"");
        return quoted ? name.substring(1, name.length() - 1) : name;
    }
}
