package dev.paperboy.outbox;

import dev.paperboy.testsupport.ExampleNewsletter;
import java.io.IOException;
import java.nio.file.Path;

/** Takes the name of the folder that it is given, says it, and holds it until it is killed or nobody listens any more. */
final class NodeOfAnotherProcess {

    private NodeOfAnotherProcess() {}

    public static void main(String... arguments) throws IOException {
        System.out.println(new Node(ExampleNewsletter.in(Path.of(arguments[0]))).name());
        System.in.transferTo(System.out);
    }
}
