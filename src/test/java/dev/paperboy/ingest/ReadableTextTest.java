package dev.paperboy.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadableTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '§',
            value = {
                "between the `<think>` and `</think>` marks # between the <think> and </think> marks",
                "run `make all`, then wait # run make all, then wait",
                "the `cat' and the ``dog'' # the `cat' and the “dog”",
                "na\\`{i}ve and l\\`a # naìve and là",
                "a lone ` stays # a lone ` stays",
            })
    void whatMarkdownSetsAsCodeLosesItsMarksAndQuotationsOfLatexStayQuotations(String raw, String readable) {
        assertThat(ReadableText.title(raw)).isEqualTo(readable);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "$\\nabla^2$DFT: A Dataset # ∇²DFT: A Dataset",
                "$τ$-bench # τ-bench",
                "$VILA^2$ # VILA²",
                "SL$^{2}$A-INR # SL²A-INR",
                "LLM$\\times$MapReduce # LLM×MapReduce",
                "$\\text{Transformer}^2$ # Transformer²",
                "GSBAK$^K$ # GSBAKᴷ",
                "Surpassing Wan-I2V with $500 Training Cost # Surpassing Wan-I2V with $500 Training Cost",
                "From $5 to $50 per run # From $5 to $50 per run",
                "$5 and US$ 7 # $5 and US$ 7",
                "about $20M in volume, $x^2$ in theory # about $20M in volume, x² in theory",
                "\\$1,503 to \\$708 # $1,503 to $708",
                "from $88\\%$ to $13\\%$ # from 88% to 13%",
                "$79.0\\pm3.5$ AUROC, $64.6\\pm6.3$% # 79.0±3.5 AUROC, 64.6±6.3%",
            })
    void formulasInTitlesBecomeUnicodeAndMoneyStaysMoney(String raw, String readable) {
        assertThat(ReadableText.title(raw)).isEqualTo(readable);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '§',
            value = {
                "\\textbf{bold} and \\emph{very \\texttt{nested}} # bold and very nested",
                "{\\em leaning}, {\\bf 8.2\\%} better # leaning, 8.2% better",
                "$O(n \\log n)$ and $O(n\\log n)$ # O(n log n) and O(n log n)",
                "\\( O(n^3) \\) # O(n³)",
                "$x^{ab}$, $x^{aq}$, $x_{i+1}$, $v_{GRPO}$, $x_{a,b}$ # xᵃᵇ, x^(aq), xᵢ₊₁, v_GRPO, x_(a,b)",
                "$\\mathbb{R}^{d}$, $\\mathcal{L}_{\\text{task}}$ # ℝᵈ, Lₜₐₛₖ",
                "$\\frac{1}{2}$, $\\frac{a+b}{c}$, $\\sqrt{2}$, $\\sqrt[3]{x+1}$ # 1/2, (a+b)/c, √2, ³√(x+1)",
                "$\\operatorname{ord}_n(q)$ # ordₙ(q)",
                "$\\sum_{i=1}^{N} \\alpha_i \\leq \\infty$ # ∑ᵢ₌₁ᴺ αᵢ ≤ ∞",
                "$\\left(\\hat{x}\\right)$ # (x̂)",
                "$360^\\circ$, 360^circ, 90{\\deg} # 360°, 360°, 90°",
                "a metric (pass^k), R^2, 10^-3, 10^{10} # a metric (passᵏ), R², 10⁻³, 10¹⁰",
                "Schr\\\"odinger, B\\'ezier, na\\\"{\\i}ve, Erd\\H{o}s, \\v{C}ech, S\\o ren, {\\L}ukasz # Schrödinger, Bézier, naïve, Erdős, Čech, Søren, Łukasz",
                "the query\\'s content # the query's content",
                "\\href{https://example.org/a_b\\%20c}{our \\textbf{page}} # our page (https://example.org/a_b%20c)",
                "\\url{https://example.org/~ada/x_y^z} # https://example.org/~ada/x_y^z",
                "see https://example.org/jumping\\_cod/a_b^2/. # see https://example.org/jumping_cod/a_b^2/.",
                "We call it \\method, or \\ours{}-7B; \\todo{check it} # We call it method, or ours-7B; todo check it",
                "features, \\eg, colour \\etc. # features, e.g., colour etc.",
                "Llama~3.2, Policy~(MGF), ~15%, 75%~89%, 33~pp # Llama 3.2, Policy (MGF), ~15%, 75%~89%, 33 pp",
                "reward--penalty --- use --fast, ``quoted'' # reward–penalty — use --fast, “quoted”",
                "{BERT}, {A, B}, {\"a\": 1}, set $\\{x\\}$ # BERT, {A, B}, {\"a\": 1}, set {x}",
                "snake_case, f_i, ^_^, C:\\ # snake_case, f_i, ^_^, C:\\",
                "10\\,000 at vs.\\ 3.2 # 10 000 at vs. 3.2",
                "text\\footnote{Code follows.} # text (Code follows.)",
                "code at https://example.org/x{here}, https://example.org/y{\\small\\texttt{https://example.org/y}} # code at https://example.org/x (here), https://example.org/y",
                "\\href{https://example.org/z{https://example.org/z}}. # https://example.org/z.",
                "\\textcolor{red}{stop} \\citet{ada2026} # stop [ada2026]",
                "unclosed {brace and \\textbf{bold # unclosed {brace and bold",
            })
    void latexIsReadAsAReaderWouldSeeIt(String raw, String readable) {
        assertThat(ReadableText.title(raw)).isEqualTo(readable);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "We train with <think> and </think>, then <TRK>.",
                "<script>alert(1)</script> & <b>bold</b> &amp; &lt;",
                "if a < b and c > d",
                "emoji 👩‍🔬, 漢字, עברית"
            })
    void nothingIsStrippedOrEscapedThatLooksLikeMarkup(String raw) {
        assertThat(ReadableText.title(raw)).isEqualTo(raw);
        assertThat(ReadableText.paragraphs(raw)).isEqualTo(raw);
    }

    @Test
    void lineBreaksAreHealedAndParagraphsKept() {
        assertThat(ReadableText.title("Vectorized\n  Timestep\r\nAdaptation "))
                .isEqualTo("Vectorized Timestep Adaptation");
        assertThat(ReadableText.paragraphs("one\ntwo\tthree  four\n  Second paragraph\n\n\nThird\u00a0one\r\n"))
                .isEqualTo("one two three four\n\nSecond paragraph\n\nThird one");
        assertThat(ReadableText.paragraphs("all lines of this\n  text are short and\n  indented, so wrapped"))
                .isEqualTo("all lines of this text are short and indented, so wrapped");
    }

    @Test
    void aFormulaDoesNotReachOverAParagraph() {
        assertThat(ReadableText.paragraphs("costs $5\n\nand x$ more")).isEqualTo("costs $5\n\nand x$ more");
    }

    @Test
    void whatNobodyCanSeeIsRemoved() {
        assertThat(ReadableText.title("a\u0000b\u0007c\ud800d\u202ee\ufefff\uffffg"))
                .isEqualTo("abcdefg");
        assertThat(ReadableText.title(null)).isEmpty();
        assertThat(ReadableText.paragraphs(" \n\u0000 ")).isEmpty();
    }

    @Test
    void noFragmentOfLatexThrowsOrLosesAWord() {
        List<String> words = List.of("alder", "birch", "cedar", "damson", "elder", "fir");
        List<String> bits = List.of(
                "\\",
                "{",
                "}",
                "$",
                "$$",
                "^",
                "_",
                "~",
                "\\(",
                "\\)",
                "\\[",
                "\\textbf{",
                "\\frac{",
                "\\sqrt[",
                "\\hat{",
                "\\'",
                "\\\"",
                "\\v{",
                "\\not",
                "\\left.",
                "\\item",
                "\\ours",
                "\\mathbb{",
                "\\&",
                "--",
                "``",
                "''",
                " ",
                "\n",
                "\n\n",
                "\u0000",
                "\ud83d",
                "\\footnote{",
                "\\cite{",
                "\\text{",
                "\\begin",
                "\\alpha",
                "3",
                "%",
                "https://",
                "\\sqrt{",
                "\\eg",
                "\\_",
                "<",
                "]",
                "\\\\");
        Random random = new Random(20261122);
        for (int round = 0; round < 20_000; round++) {
            StringBuilder raw = new StringBuilder();
            List<String> used = new ArrayList<>();
            for (int i = random.nextInt(14); i >= 0; i--) {
                raw.append(bits.get(random.nextInt(bits.size())));
                if (random.nextInt(3) == 0) {
                    String word = words.get(random.nextInt(words.size()));
                    used.add(word);
                    raw.append(' ').append(word).append(' ');
                }
            }
            String text = ReadableText.paragraphs(raw.toString());
            String lowered = Normalizer.normalize(text, Normalizer.Form.NFKC); // raised and lowered letters count
            assertThat(used).as("%s from %s", text, raw).allMatch(lowered::contains);
            assertThat(text).doesNotContain("\u0000", "  ");
            ReadableText.title(raw.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "\\textbf{",
                "\\frac{",
                "$",
                "$$",
                "\\(",
                "^",
                "^{",
                "_\\not",
                "\\hat{",
                "\\url{",
                "\\href{a",
                "\\sqrt[",
                "{a",
                "``",
                "a ",
                "\n ",
                "\\\"{",
                "\\begin{",
                "$a ",
                "https://",
                "\\begin{a}\\frac{x",
                "\\"
            })
    void fourMegabytesOfAnythingAreReadInNoTime(String bit) {
        String raw = bit.repeat(4_000_000 / bit.length());
        Assertions.assertTimeout(Duration.ofSeconds(120), () -> ReadableText.paragraphs(raw));
    }

    private static final Pattern LEFT_OVER = Pattern.compile("\\\\[A-Za-z]+|\\$[^\\s$]+\\$(?!\\d)|\\\\\\(");

    @ParameterizedTest
    @ValueSource(strings = {"arxiv-2026-07-01.jsonl", "hf-weekly-papers.jsonl"})
    void hardlyAnyRealTextKeepsLatex(String name) throws Exception {
        Path file = Path.of("../shared/data", name);
        Assumptions.assumeTrue(Files.exists(file), () -> file + " is not here");
        ObjectMapper json = new ObjectMapper();
        List<String> kept = new ArrayList<>();
        int texts = 0;
        try (Stream<String> lines = Files.lines(file)) {
            for (String line : (Iterable<String>) lines::iterator) {
                JsonNode row = json.readTree(line);
                for (String field : List.of("title", "abstract", "summary")) {
                    String raw = row.path(field).asText("");
                    String text = field.equals("title") ? ReadableText.title(raw) : ReadableText.paragraphs(raw);
                    texts++;
                    if (LEFT_OVER.matcher(text).find()) {
                        kept.add(text);
                    }
                }
            }
        }
        assertThat(kept).hasSizeLessThan(texts / 100);
    }

    @Test
    void aCommaOrSignInBracesIsThatCommaOrSign() {
        assertThat(ReadableText.title("12{,}553 runs at γ{=}4")).isEqualTo("12,553 runs at γ=4");
    }
}
