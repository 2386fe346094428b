package dev.paperboy.subscription;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/** The lines of a UTF-8 text, numbered from 1, whatever ends them. Bytes that are not UTF-8 become {@link #NOT_UTF_8}. */
final class CsvLines implements Closeable {

    static final char NOT_UTF_8 = '\uFFFD';

    /** A line beyond this is cut: a file without line ends must not fill the memory. */
    static final int LONGEST = 20_000;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Counted bytes;
    private final Reader text;
    private final char[] buffer = new char[16_384];
    private final StringBuilder line = new StringBuilder();
    private int position;
    private int filled;
    private int number;

    CsvLines(InputStream in) {
        this.bytes = new Counted(in);
        this.text = new InputStreamReader(bytes, StandardCharsets.UTF_8);
    }

    record Line(int number, String text, boolean cut) {}

    /** The next line without its end, or null when there is none. */
    Line next() throws IOException {
        if (!more()) {
            return null;
        }
        if (number == 0 && buffer[position] == BYTE_ORDER_MARK) {
            position++;
        }
        line.setLength(0);
        boolean cut = false;
        while (more()) {
            int end = position;
            while (end < filled && buffer[end] != '\n' && buffer[end] != '\r') {
                end++;
            }
            int fits = Math.min(end - position, LONGEST - line.length());
            cut |= fits < end - position;
            line.append(buffer, position, fits);
            position = end;
            if (position < filled) {
                endLine();
                break;
            }
        }
        return new Line(++number, line.toString(), cut);
    }

    private void endLine() throws IOException {
        boolean carriageReturn = buffer[position++] == '\r';
        if (carriageReturn && more() && buffer[position] == '\n') {
            position++;
        }
    }

    private boolean more() throws IOException {
        if (position == filled) {
            position = 0;
            filled = Math.max(0, text.read(buffer));
        }
        return filled > 0;
    }

    /** How much has been read, at most a buffer ahead of the last line. */
    long bytesRead() {
        return bytes.count;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }

    private static final class Counted extends FilterInputStream {

        private long count;

        private Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            count += Math.max(0, read);
            return read;
        }
    }
}
