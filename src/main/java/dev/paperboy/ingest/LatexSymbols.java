package dev.paperboy.ingest;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What LaTeX commands look like in plain Unicode: the commands that occur in titles and abstracts of arXiv. */
final class LatexSymbols {

    /** Command name to the text that stands for it. */
    static final Map<String, String> TEXT = table("""
            alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ
            lambda λ mu μ nu ν xi ξ pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi φ varphi
            φ chi χ psi ψ omega ω omicron ο Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ
            Psi Ψ Omega Ω textalpha α textbeta β textmu µ times × div ÷ pm ± mp ∓ cdot · cdotp · ast ∗ star ⋆
            circ ∘ bullet • bigcirc ○ oplus ⊕ otimes ⊗ ominus ⊖ odot ⊙ wedge ∧ land ∧ vee ∨ lor ∨ cap ∩ cup ∪
            setminus ∖ uplus ⊎ sqcup ⊔ sqcap ⊓ bigcup ⋃ bigcap ⋂ bigoplus ⨁ bigotimes ⨂ lnot ¬ neg ¬ dagger †
            ddagger ‡ leq ≤ le ≤ leqslant ≤ geq ≥ ge ≥ geqslant ≥ neq ≠ ne ≠ ll ≪ gg ≫ sim ∼ simeq ≃ approx ≈
            cong ≅ equiv ≡ propto ∝ asymp ≍ doteq ≐ prec ≺ succ ≻ preceq ⪯ succeq ⪰ lesssim ≲ gtrsim ≳ subset ⊂
            supset ⊃ subseteq ⊆ supseteq ⊇ subsetneq ⊊ in ∈ notin ∉ ni ∋ perp ⊥ bot ⊥ top ⊤ parallel ∥ mid |
            vdash ⊢ dashv ⊣ models ⊨ triangleq ≜ coloneqq ≔ to → rightarrow → longrightarrow ⟶ leftarrow ← gets
            ← leftrightarrow ↔ Rightarrow ⇒ Longrightarrow ⟹ implies ⟹ Leftarrow ⇐ Leftrightarrow ⇔ iff ⟺ mapsto
            ↦ uparrow ↑ downarrow ↓ updownarrow ↕ nearrow ↗ searrow ↘ hookrightarrow ↪ rightharpoonup ⇀
            rightleftharpoons ⇌ leadsto ⇝ rightsquigarrow ⇝ sum ∑ prod ∏ coprod ∐ int ∫ iint ∬ oint ∮ partial ∂
            nabla ∇ infty ∞ forall ∀ exists ∃ nexists ∄ emptyset ∅ varnothing ∅ aleph ℵ hbar ℏ ell ℓ wp ℘ Re ℜ
            Im ℑ angle ∠ triangle △ Box □ square □ blacksquare ■ diamond ⋄ Diamond ◇ prime ′ surd √ therefore ∴
            because ∵ checkmark ✓ cmark ✓ xmark ✗ clubsuit ♣ heartsuit ♥ spadesuit ♠ diamondsuit ♦ flat ♭ sharp
            ♯ natural ♮ ldots … dots … cdots … textellipsis … vdots ⋮ ddots ⋱ lceil ⌈ rceil ⌉ lfloor ⌊ rfloor ⌋
            langle ⟨ rangle ⟩ lVert ‖ rVert ‖ Vert ‖ lvert | rvert | vert | lbrace { rbrace } lbrack [ rbrack ]
            backslash \\ textbackslash \\ colon : textasciitilde ~ textasciicircum ^ textunderscore _ textbar |
            textless < textgreater > lt < gt > textdollar $ textpercent % textquotesingle ' textquotedbl "
            textquoteleft ‘ textquoteright ’ textquotedblleft “ textquotedblright ” textendash – textemdash —
            texttrademark ™ textregistered ® textcopyright © copyright © textdegree ° degree ° textpm ±
            texttimes × textbullet • textperiodcentered · textsection § S § P ¶ pounds £ euro € texteuro € o ø O
            Ø l ł L Ł ss ß ae æ AE Æ oe œ OE Œ aa å AA Å i ı j ȷ dh ð DH Ð th þ TH Þ dj đ DJ Đ ng ŋ NG Ŋ
            """);

    /** Letters of other alphabets, which swallow the blank that only ends their name: {@code S\o ren}. */
    static final Set<String> LETTERS = words("o O l L ss ae AE oe OE aa AA i j dh DH th TH dj DJ ng NG");

    /** Macros that many papers define in the same way. */
    static final Map<String, String> ABBREVIATIONS = Map.of(
            "eg", "e.g.", "ie", "i.e.", "etc", "etc.", "etal", "et al.", "vs", "vs.", "wrt", "w.r.t.", "cf", "cf.");

    /** Commands that only dress their argument. */
    static final Set<String> DRESS = words("""
            textbf textit texttt textsc textsl textsf textrm textup textmd textnormal text emph underline uline
            ul mbox hbox fbox makebox mathrm mathbf mathit mathsf mathtt mathnormal mathcal mathscr mathfrak
            boldsymbol bm bold pmb operatorname mathop mathbin mathrel mathord ensuremath smash overline
            underbrace overbrace boxed sout substack mathring MakeUppercase nolinkurl
            """);

    /** Commands without a text of their own: declarations, sizes, spacing aids. */
    static final Set<String> SILENT = words("""
            em bf it rm sf tt sc sl bfseries itshape ttfamily sffamily rmfamily scshape upshape mdseries
            normalfont tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge left right
            middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr limits nolimits displaystyle
            textstyle scriptstyle noindent indent protect xspace allowbreak nobreak linebreak relax null
            """);

    static final Set<String> BLANKS =
            words("quad qquad space enspace enskip thinspace thickspace hfill newline medskip smallskip bigskip");

    /** Accents by command name or mark, as the combining character that follows the letter. */
    static final Map<String, Character> ACCENTS = Map.ofEntries(
            Map.entry("'", '\u0301'),
            Map.entry("`", '\u0300'),
            Map.entry("^", '\u0302'),
            Map.entry("\"", '\u0308'),
            Map.entry("~", '\u0303'),
            Map.entry("=", '\u0304'),
            Map.entry(".", '\u0307'),
            Map.entry("v", '\u030c'),
            Map.entry("c", '\u0327'),
            Map.entry("H", '\u030b'),
            Map.entry("k", '\u0328'),
            Map.entry("u", '\u0306'),
            Map.entry("r", '\u030a'),
            Map.entry("d", '\u0323'),
            Map.entry("b", '\u0331'));

    /** Accents over mathematical letters, where any letter may carry any accent. */
    static final Map<String, Character> MATH_ACCENTS = Map.ofEntries(
            Map.entry("hat", '\u0302'),
            Map.entry("widehat", '\u0302'),
            Map.entry("bar", '\u0304'),
            Map.entry("tilde", '\u0303'),
            Map.entry("widetilde", '\u0303'),
            Map.entry("vec", '\u20d7'),
            Map.entry("dot", '\u0307'),
            Map.entry("ddot", '\u0308'),
            Map.entry("check", '\u030c'),
            Map.entry("breve", '\u0306'),
            Map.entry("acute", '\u0301'),
            Map.entry("grave", '\u0300'));

    static final Map<Integer, Integer> SUPERSCRIPTS = pairs(
            "0123456789+-−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθφχ∘°*∗′†‡⊤⊥",
            "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵡ°°**′†‡ᵀ⊥");

    static final Map<Integer, Integer> SUBSCRIPTS =
            pairs("0123456789+-−=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ");

    /** Blackboard letters that every mail client's font has; the others stay plain. */
    static final Map<Integer, Integer> BLACKBOARD = pairs("CHNPQRZ", "ℂℍℕℙℚℝℤ");

    private LatexSymbols() {}

    /** Raised or lowered where Unicode has every character so, else as in x^(ab) and x_ab. */
    static String scripted(char mark, String text) {
        Map<Integer, Integer> letters = mark == '^' ? SUPERSCRIPTS : SUBSCRIPTS;
        String plain = text.strip();
        if (plain.codePoints().allMatch(letters::containsKey)) {
            StringBuilder raised = new StringBuilder();
            plain.codePoints().map(letters::get).forEach(raised::appendCodePoint);
            return raised.toString();
        }
        boolean oneWord = mark == '_'
                ? plain.codePoints().allMatch(c -> Character.isLetterOrDigit(c) || c == '.')
                : plain.codePointCount(0, plain.length()) == 1;
        return mark + (oneWord ? plain : "(" + plain + ")");
    }

    /** With the parentheses that a fraction or a root needs when it is written on one line. */
    static String grouped(String text) {
        return text.codePoints().allMatch(c -> Character.isLetterOrDigit(c) || c == '.') ? text : "(" + text + ")";
    }

    private static Map<String, String> table(String namesAndTexts) {
        String[] words = namesAndTexts.strip().split("\\s+");
        Map<String, String> table = new HashMap<>();
        for (int i = 0; i < words.length; i += 2) {
            table.put(words[i], words[i + 1]);
        }
        return Map.copyOf(table);
    }

    private static Set<String> words(String words) {
        return Arrays.stream(words.strip().split("\\s+")).collect(Collectors.toUnmodifiableSet());
    }

    private static Map<Integer, Integer> pairs(String plain, String other) {
        int[] from = plain.codePoints().toArray();
        int[] to = other.codePoints().toArray();
        Map<Integer, Integer> pairs = new HashMap<>();
        for (int i = 0; i < from.length; i++) {
            pairs.put(from[i], to[i]);
        }
        return Map.copyOf(pairs);
    }
}
