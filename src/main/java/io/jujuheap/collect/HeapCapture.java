// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.agent.AgentTag;
import io.jujuheap.profile.Profile;
import io.jujuheap.snapshot.Snapshot;
import java.time.Instant;
import java.util.Optional;

/** A heap profile as an agent sent it, and what it says. Immutable, by agreement: its bytes must not be changed. */
public final class HeapCapture {
    private final AgentTag agent;
    private final Instant takenAt;
    private final AgentLink.Answer answer;
    private final Profile profile;
    private final Totals totals;
    private final Optional<Snapshot> snapshot;

    private HeapCapture(
            AgentTag agent, Instant takenAt, AgentLink.Answer answer, Profile profile, Optional<Snapshot> snapshot) {
        this.agent = agent;
        this.takenAt = takenAt;
        this.answer = answer;
        this.profile = profile;
        this.totals = Totals.of(profile);
        this.snapshot = snapshot;
    }

    /** A profile that an agent has just sent. */
    static HeapCapture fetched(AgentTag agent, Instant takenAt, AgentLink.Answer answer, Profile profile) {
        return new HeapCapture(agent, takenAt, answer, profile, Optional.empty());
    }

    /** A profile that was stored. */
    static HeapCapture stored(Snapshot snapshot, byte[] bytes, Profile profile) {
        AgentTag agent = new AgentTag(snapshot.id().agent());
        AgentLink.Answer answer = new AgentLink.Answer(bytes, snapshot.origin().pid());
        return new HeapCapture(agent, snapshot.taken(), answer, profile, Optional.of(snapshot));
    }

    /** The agent that sent it. */
    public AgentTag agent() {
        return agent;
    }

    /** When the agent had sent it. */
    public Instant takenAt() {
        return takenAt;
    }

    /** The gzipped {@code profile.proto}; not to be changed. */
    public byte[] bytes() {
        return answer.body();
    }

    /** The snapshot it was read from; empty when it comes from the agent itself. */
    public Optional<Snapshot> snapshot() {
        return snapshot;
    }

    /** The process that sent it, 0 when unknown. */
    long pid() {
        return answer.pid();
    }

    /** What the bytes say. */
    public Profile profile() {
        return profile;
    }

    /** The sums of the profile. */
    public Totals totals() {
        return totals;
    }

    /** The mean number of bytes between two samples; 0 when profiling is off. */
    public long sampleIntervalBytes() {
        return profile.info().period();
    }
}
