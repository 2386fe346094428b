package dev.paperboy.ingest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** arXiv's categories (<a href="https://arxiv.org/category_taxonomy">taxonomy</a>) under the one name of each. */
final class ArxivCategories {

    private static final Pattern CATEGORY = Pattern.compile(
            "(?:astro-ph|cond-mat|cs|econ|eess|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math|math-ph|nlin|nucl-ex"
                    + "|nucl-th|physics|q-bio|q-fin|quant-ph|stat)(?:\\.[A-Za-z]{2}|\\.[a-z]{2,}(?:-[a-z]{2,})?)?");

    private static final Map<String, String> CANONICAL = Map.ofEntries(
            Map.entry("math.MP", "math-ph"),
            Map.entry("stat.TH", "math.ST"),
            Map.entry("math.IT", "cs.IT"),
            Map.entry("q-fin.EC", "econ.GN"),
            Map.entry("cs.SY", "eess.SY"),
            Map.entry("cs.NA", "math.NA"),
            // Archives of the nineties that were taken up into others.
            Map.entry("acc-phys", "physics.acc-ph"),
            Map.entry("adap-org", "nlin.AO"),
            Map.entry("alg-geom", "math.AG"),
            Map.entry("ao-sci", "physics.ao-ph"),
            Map.entry("atom-ph", "physics.atom-ph"),
            Map.entry("bayes-an", "physics.data-an"),
            Map.entry("chao-dyn", "nlin.CD"),
            Map.entry("chem-ph", "physics.chem-ph"),
            Map.entry("cmp-lg", "cs.CL"),
            Map.entry("comp-gas", "nlin.CG"),
            Map.entry("dg-ga", "math.DG"),
            Map.entry("funct-an", "math.FA"),
            Map.entry("mtrl-th", "cond-mat.mtrl-sci"),
            Map.entry("patt-sol", "nlin.PS"),
            Map.entry("plasm-ph", "physics.plasm-ph"),
            Map.entry("q-alg", "math.QA"),
            Map.entry("solv-int", "nlin.SI"),
            Map.entry("supr-con", "cond-mat.supr-con"));

    private ArxivCategories() {}

    /** Empty for what is no category, for arXiv lists ACM and MSC classes such as {@code I.2.7} among them. */
    static Optional<String> canonical(String written) {
        String category = written.strip();
        String canonical = CANONICAL.get(category);
        return canonical != null
                ? Optional.of(canonical)
                : Optional.of(category).filter(name -> CATEGORY.matcher(name).matches());
    }

    /** The primary one first, if it is known; each once, and none that is no category. */
    static List<String> of(String primary, List<String> written) {
        return Stream.concat(Stream.of(primary), written.stream())
                .flatMap(name -> canonical(name).stream())
                .distinct()
                .toList();
    }
}
