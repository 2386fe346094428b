package dev.paperboy.ingest;

import dev.paperboy.paper.PaperId;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The feeds that arXiv writes: its announcements as Atom or RSS, whichever comes, and its answers to queries. Elements
 * are known by their local names, because the namespaces have changed their places before.
 */
final class ArxivFeed {

    private static final int MOST_ENTRIES = 5000;

    private static final Set<String> ROOTS = Set.of("feed", "rss", "RDF");
    private static final Set<String> ENTRIES = Set.of("entry", "item");

    private static final XMLInputFactory XML = XMLInputFactory.newDefaultFactory();

    static {
        XML.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        XML.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XML.setProperty(XMLInputFactory.IS_COALESCING, true);
    }

    private final Answer answer;
    private final BiConsumer<Integer, String> objections;
    private final List<ArxivEntry> entries = new ArrayList<>();
    private int number;

    /** @param objections takes number and reason of each entry that is no paper */
    ArxivFeed(Answer answer, BiConsumer<Integer, String> objections) {
        this.answer = answer;
        this.objections = objections;
    }

    /**
     * Its entries. A feed that is cut off gives those that were whole.
     *
     * @throws FetchFailure when it is no feed at all, or when arXiv says in it that the question was wrong
     */
    List<ArxivEntry> entries() throws IOException {
        boolean begun = false;
        try {
            XMLStreamReader xml = XML.createXMLStreamReader(new StringReader(readable(answer.text())));
            while (xml.hasNext()) {
                if (xml.next() != XMLStreamConstants.START_ELEMENT) {
                    continue;
                }
                if (!begun && !ROOTS.contains(xml.getLocalName())) {
                    throw new FetchFailure(
                            200, WebClient.shown(answer.url()) + " answered with something else than a feed");
                }
                begun = true;
                if (ENTRIES.contains(xml.getLocalName()) && number < MOST_ENTRIES) {
                    number++;
                    entry(xml, xml.getLocalName());
                }
            }
        } catch (XMLStreamException broken) {
            if (!begun) {
                throw new FetchFailure(
                        200, WebClient.shown(answer.url()) + " answered with something else than a feed");
            }
            objections.accept(number + 1, "the feed is broken here or cut off; everything before was taken");
        }
        return entries;
    }

    /** Without what XML must not hold, so that one odd character does not cost the whole feed. */
    private static String readable(String text) {
        String body = text.startsWith("\ufeff") ? text.substring(1) : text;
        return body.codePoints()
                .filter(c -> c == '\t'
                        || c == '\n'
                        || c == '\r'
                        || (c >= ' ' && (c < 0xd800 || c > 0xdfff) && c != 0xfffe && c != 0xffff))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private void entry(XMLStreamReader xml, String element) throws XMLStreamException, IOException {
        Fields fields = new Fields();
        while (xml.next() != XMLStreamConstants.END_ELEMENT
                || !xml.getLocalName().equals(element)) {
            if (xml.isStartElement()) {
                fields.take(xml);
            }
        }
        if (fields.id.contains("/api/errors")) {
            throw new FetchFailure(
                    400, "arXiv answered: " + RowFields.shortened(ReadableText.title(fields.summary), 200));
        }
        Optional<PaperId> id = PaperId.parse(fields.id).filter(PaperId::isArxiv).or(() -> PaperId.parse(fields.page)
                .filter(PaperId::isArxiv));
        if (id.isEmpty()) {
            objections.accept(
                    number, "no arXiv id in " + RowFields.shortened(ReadableText.withoutInvisible(fields.id), 80));
            return;
        }
        entries.add(fields.entry(id.get()));
    }

    private static class Fields {
        private String id = "";
        private String page = "";
        private String title = "";
        private String summary = "";
        private String date = "";
        private String announced = "";
        private String creators = "";
        private String primary = "";
        private String comment = "";
        private String journal = "";
        private String doi = "";
        private final List<String> authors = new ArrayList<>();
        private final List<String> categories = new ArrayList<>();

        void take(XMLStreamReader xml) throws XMLStreamException {
            switch (xml.getLocalName()) {
                case "id", "guid" -> id = text(xml).strip();
                case "title" -> title = text(xml);
                case "summary", "description" -> summary = text(xml);
                case "published", "pubDate" -> date = text(xml).strip();
                case "announce_type" -> announced = text(xml).strip();
                case "creator" -> creators = creators.isEmpty() ? text(xml) : creators + ", " + text(xml);
                case "name" -> authors.add(text(xml));
                case "category" -> categories.add(attributeOrText(xml, "term"));
                case "primary_category" -> primary = attributeOrText(xml, "term");
                case "comment" -> comment = text(xml);
                case "journal_ref", "journal_reference" -> journal = text(xml);
                case "doi", "DOI" -> doi = text(xml);
                case "link" -> {
                    // Some layouts have rel and title on their links, others nothing but the address.
                    String address = attributeOrText(xml, "href");
                    page = address.contains("/abs/") ? address : page;
                }
                default -> {}
            }
        }

        /** Of this element and all that stand in it. */
        private static String text(XMLStreamReader xml) throws XMLStreamException {
            StringBuilder text = new StringBuilder();
            for (int depth = 1; depth > 0; ) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> depth++;
                    case XMLStreamConstants.END_ELEMENT -> depth--;
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                        text.append(xml.getText());
                    default -> {}
                }
            }
            return text.toString();
        }

        /** Atom writes into attributes what RSS writes as text. */
        private static String attributeOrText(XMLStreamReader xml, String name) throws XMLStreamException {
            String value = xml.getAttributeValue(null, name);
            String text = text(xml);
            return (value == null ? text : value).strip();
        }

        ArxivEntry entry(PaperId paper) {
            String type = announced.isEmpty() ? ArxivEntry.headed(summary) : announced;
            return new ArxivEntry(
                    paper,
                    ArxivEntry.version(id),
                    type,
                    title,
                    ArxivEntry.withoutHeading(summary),
                    creators,
                    List.copyOf(authors),
                    ArxivCategories.canonical(primary).orElse(""),
                    ArxivCategories.of(primary, categories),
                    type.isEmpty() ? "" : date,
                    type.isEmpty() ? date : "",
                    comment,
                    journal,
                    doi);
        }
    }
}
