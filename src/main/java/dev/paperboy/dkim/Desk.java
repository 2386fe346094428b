package dev.paperboy.dkim;

import dev.paperboy.kernel.MailBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** All that is needed to sign one mail, kept for the next: making it costs more than a signature. Not for several threads. */
final class Desk {

    private static final int SHA256_OCTETS = 32;
    private static final int LONGEST_SIGNATURE = 512;

    private final MessageDigest digest;
    private final BodyHash bodyHash;
    private final SignedHeaders headers = new SignedHeaders();
    private final Draft written = new Draft();
    private final Draft itself = new Draft();
    private final List<Place> places;
    private final byte[] hash = new byte[SHA256_OCTETS];
    private final byte[] hashText = new byte[base64Length(SHA256_OCTETS)];
    private final byte[] text = new byte[base64Length(LONGEST_SIGNATURE)];

    /** One key, ready to sign. */
    private record Place(SigningKey.Kind kind, Signature signature, SignatureField field) {}

    Desk(Crypto crypto, String domain, List<SigningKey> keys) throws GeneralSecurityException {
        this.digest = crypto.sha256();
        this.bodyHash = new BodyHash(digest);
        this.places = new ArrayList<>();
        for (SigningKey key : keys) {
            places.add(new Place(key.kind(), crypto.signature(key), new SignatureField(domain, key)));
        }
    }

    private static int base64Length(int octets) {
        return (octets + 2) / 3 * 4;
    }

    /**
     * The signature fields of this mail, as whole lines, one for each key; none covers another.
     *
     * @param at seconds since 1970
     */
    byte[] sign(MailBuffer mail, long at) throws GeneralSecurityException {
        bodyHash.of(mail.array(), mail.bodyStart(), mail.end(), hash);
        Base64.getEncoder().encode(hash, hashText);
        headers.read(mail.array(), mail.start(), mail.bodyStart() - 2);
        written.clear();
        for (Place place : places) {
            int start = written.length();
            place.field().begin(written, headers, at, hashText);
            itself.clear();
            HeaderFields.appendRelaxed(written.array(), start, written.length(), itself);
            place.field().end(text, Base64.getEncoder().encode(signature(place), text));
        }
        return written.copy();
    }

    /** Of the header's canonical form, with this field behind it. */
    private byte[] signature(Place place) throws GeneralSecurityException {
        Draft content = headers.content();
        switch (place.kind()) {
            case RSA -> {
                place.signature().update(content.array(), 0, content.length());
                place.signature().update(itself.array(), 0, itself.length());
            }
            case ED25519 -> {
                // RFC 8463 §3: Ed25519 signs the SHA-256 of what RSA would sign.
                digest.reset();
                digest.update(content.array(), 0, content.length());
                digest.update(itself.array(), 0, itself.length());
                place.signature().update(digest.digest());
            }
        }
        return place.signature().sign();
    }
}
