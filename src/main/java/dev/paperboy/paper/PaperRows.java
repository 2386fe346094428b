package dev.paperboy.paper;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

@ApplicationScoped
class PaperRows implements PanacheRepository<PaperRow> {

    private static final String BEST_FIRST = " order by upvotes desc, canonicalId";

    Optional<PaperRow> byCanonicalId(String canonicalId) {
        return find("canonicalId", canonicalId).firstResultOptional();
    }

    /** Nobody else changes them until the caller's transaction ends; all lock in one order, so that none waits for the other. */
    List<PaperRow> locked(List<String> canonicalIds) {
        return find("canonicalId in ?1 order by canonicalId", canonicalIds)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    List<PaperRow> listedBetween(LocalDate first, LocalDate last) {
        return list("listedOn between ?1 and ?2 and withdrawnOn is null" + BEST_FIRST, first, last);
    }

    /** Rows that hold each of these lower-case words in title, abstract or authors, newest first. */
    List<PaperRow> containingAll(List<String> words, int most) {
        String each = IntStream.rangeClosed(1, words.size())
                .mapToObj(n -> ("(lower(title) like ?%d escape '!' or lower(abstractText) like ?%d escape '!'"
                                + " or lower(authors) like ?%d escape '!')")
                        .formatted(n, n, n))
                .collect(Collectors.joining(" and "));
        Object[] patterns =
                words.stream().map(word -> "%" + literal(word) + "%").toArray();
        return find(each + " and withdrawnOn is null order by listedOn desc, upvotes desc, canonicalId", patterns)
                .page(0, most)
                .list();
    }

    private static String literal(String word) {
        return word.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }

    Optional<LocalDate> day(String question, Object... parameters) {
        return getEntityManager()
                .createQuery(question, LocalDate.class)
                .setParameter(1, parameters[0])
                .getResultStream()
                .filter(java.util.Objects::nonNull)
                .findFirst();
    }
}
