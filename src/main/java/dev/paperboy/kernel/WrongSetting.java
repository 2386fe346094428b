package dev.paperboy.kernel;

/** A setting that cannot work. It stops the start, and its message is all that the administrator sees of it. */
public class WrongSetting extends RuntimeException {

    /**
     * @param key the property's name
     * @param value what was given; never a password
     * @param allowed what may stand there instead
     */
    public WrongSetting(String key, String value, String allowed) {
        super(key + " is '" + value + "'; allowed is " + allowed);
    }
}
