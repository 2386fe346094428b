package dev.paperboy.outbox;

import dev.paperboy.kernel.MailBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicBoolean;

/** Real lines, over the first mail of which somebody stumbles, as over a bug or a lack of memory. */
record StumblingCourier(Courier steady, When when, AtomicBoolean stumbled) implements Courier {

    StumblingCourier(Courier steady, When when) {
        this(steady, when, new AtomicBoolean());
    }

    enum When {
        BEFORE_THE_DOT,
        AFTER_THE_DOT
    }

    @Override
    public List<Route> routes() {
        return steady.routes().stream().<Route>map(StumblingRoute::new).toList();
    }

    private final class StumblingRoute implements Route {

        private final Route steady;

        private StumblingRoute(Route steady) {
            this.steady = steady;
        }

        @Override
        public String name() {
            return steady.name();
        }

        @Override
        public int connections() {
            return steady.connections();
        }

        @Override
        public int weight() {
            return steady.weight();
        }

        @Override
        public OptionalDouble rate() {
            return steady.rate();
        }

        @Override
        public Line open() {
            return new StumblingLine(steady.open());
        }
    }

    private final class StumblingLine implements Line {

        private final Line steady;

        private StumblingLine(Line steady) {
            this.steady = steady;
        }

        @Override
        public DeliveryOutcome send(Envelope envelope, MailBuffer mail, Witness witness) {
            boolean stumbles = stumbled.compareAndSet(false, true);
            if (stumbles && when == When.BEFORE_THE_DOT) {
                throw new AssertionError("out of memory, say");
            }
            DeliveryOutcome outcome = steady.send(envelope, mail, witness);
            if (stumbles) {
                throw new AssertionError("out of memory, say");
            }
            return outcome;
        }

        @Override
        public Optional<DeliveryOutcome> call() {
            return steady.call();
        }

        @Override
        public void close() {
            steady.close();
        }
    }
}
