package dev.paperboy.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;

/**
 * arXiv's turns, in the database. Each step is a transaction of its own, over before anybody is asked, for a turn that
 * others cannot see is none. The clocks of the nodes are taken to agree.
 */
@ApplicationScoped
class SharedTurns implements Turns {

    private static final String NAME = "arxiv";

    private final GateRows rows;

    SharedTurns(GateRows rows) {
        this.rows = rows;
    }

    @Override
    @Transactional(TxType.REQUIRES_NEW)
    public boolean claim(String holder, Instant now, Instant until) {
        return rows.claim(NAME, holder, now, until);
    }

    @Override
    @Transactional(TxType.REQUIRES_NEW)
    public void giveBack(String holder, Instant next) {
        rows.giveBack(NAME, holder, next);
    }

    @Override
    @Transactional(TxType.REQUIRES_NEW)
    public void silence(Instant until) {
        rows.silence(NAME, until);
    }

    @Override
    @Transactional(TxType.REQUIRES_NEW)
    public State state() {
        return rows.findByIdOptional(NAME).orElseThrow().state();
    }
}
