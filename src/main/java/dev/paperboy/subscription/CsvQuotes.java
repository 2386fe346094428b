package dev.paperboy.subscription;

/**
 * Where quotation marks mean something (RFC 4180 §2): one at the beginning of a cell opens it, blanks before it left out, and the next
 * one that is not written twice closes it. Anywhere else they are letters, as in 6" pipe.
 */
record CsvQuotes(char separator) {

    /** Whether the line ends inside a cell in quotation marks that it has opened itself. */
    boolean areLeftOpenBy(String line) {
        return line.indexOf('"') >= 0 && endsInside(line, false);
    }

    /** Whether a cell that was open before the line is so behind it, or another one is. */
    boolean areStillOpenAfter(String line) {
        return endsInside(line, true);
    }

    private boolean endsInside(String line, boolean inside) {
        int at = 0;
        boolean quoted = inside;
        while (true) {
            if (!quoted) {
                at = pastBlanks(line, at);
                quoted = at < line.length() && line.charAt(at) == '"';
                at = quoted ? at + 1 : line.indexOf(separator, at);
            }
            if (quoted) {
                int closed = closing(line, at);
                if (closed < 0) {
                    return true;
                }
                at = pastBlanks(line, closed + 1);
            }
            if (at < 0 || at >= line.length() || line.charAt(at) != separator) {
                // The end, or text behind a closing mark: that is no CSV, and another line would not mend it.
                return false;
            }
            at++;
            quoted = false;
        }
    }

    private int pastBlanks(String line, int from) {
        int at = from;
        while (at < line.length() && line.charAt(at) <= ' ' && line.charAt(at) != separator) {
            at++;
        }
        return at;
    }

    private static int closing(String line, int from) {
        int at = line.indexOf('"', from);
        while (at >= 0 && at + 1 < line.length() && line.charAt(at + 1) == '"') {
            at = line.indexOf('"', at + 2);
        }
        return at;
    }
}
