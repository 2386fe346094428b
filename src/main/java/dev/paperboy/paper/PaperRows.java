package dev.paperboy.paper;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class PaperRows implements PanacheRepository<PaperRow> {

    private static final String BEST_FIRST = " order by upvotes desc, canonicalId";

    Optional<PaperRow> byCanonicalId(String canonicalId) {
        return find("canonicalId", canonicalId).firstResultOptional();
    }

    List<PaperRow> listedBetween(LocalDate first, LocalDate last) {
        return list("listedOn between ?1 and ?2" + BEST_FIRST, first, last);
    }

    List<PaperRow> containing(String lowerCaseWord, int most) {
        return find(
                        "lower(title) like ?1 escape '!' or lower(abstractText) like ?1 escape '!' or lower(authors) like ?1 escape '!'"
                                + " order by listedOn desc, upvotes desc, canonicalId",
                        "%" + literal(lowerCaseWord) + "%")
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
