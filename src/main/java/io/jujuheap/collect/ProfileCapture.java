// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.agent.AgentResponse;
import io.jujuheap.agent.AgentTag;
import io.jujuheap.memory.PartGrowth;
import io.jujuheap.profile.Profile;
import io.jujuheap.snapshot.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A profile: the bytes that an agent sent, and their content. The bytes must not be changed. */
public final class ProfileCapture {
    private final AgentTag agent;
    private final Instant takenAt;
    private final byte[] bytes;
    private final long pid;
    private final Profile profile;
    private final Totals totals;
    private final Optional<Snapshot> snapshot;

    private ProfileCapture(
            AgentTag agent, Instant takenAt, byte[] bytes, long pid, Profile profile, Optional<Snapshot> snapshot) {
        this.agent = agent;
        this.takenAt = takenAt;
        this.bytes = bytes;
        this.pid = pid;
        this.profile = profile;
        this.totals = Totals.of(profile);
        this.snapshot = snapshot;
    }

    /** Returns the capture of a profile that an agent has just sent. */
    static ProfileCapture fetched(AgentTag agent, Instant takenAt, AgentResponse answer, Profile profile) {
        return new ProfileCapture(agent, takenAt, answer.body(), answer.peer().pid(), profile, Optional.empty());
    }

    /** Returns the capture of a profile that was stored. */
    static ProfileCapture stored(Snapshot snapshot, byte[] bytes, Profile profile) {
        AgentTag agent = new AgentTag(snapshot.id().agent());
        long pid = snapshot.origin().pid();
        return new ProfileCapture(agent, snapshot.taken(), bytes, pid, profile, Optional.of(snapshot));
    }

    /** Returns the agent that sent it. */
    public AgentTag agent() {
        return agent;
    }

    /** Returns the time when the agent had sent the whole profile. */
    public Instant takenAt() {
        return takenAt;
    }

    /** Returns the gzipped {@code profile.proto}; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** Returns the snapshot that it was read from; empty when it comes from the agent itself. */
    public Optional<Snapshot> snapshot() {
        return snapshot;
    }

    /** Returns by how much each part of the agent's memory grew until another capture; empty where that was not kept. */
    public List<PartGrowth> partGrowth(ProfileCapture until) {
        return snapshot.flatMap(before -> until.snapshot.map(after -> SnapshotHistory.partGrowth(before, after)))
                .orElse(List.of());
    }

    /** Returns the id of the process that sent it, 0 when unknown. */
    long pid() {
        return pid;
    }

    /** Returns the decoded profile. */
    public Profile profile() {
        return profile;
    }

    /** Returns the sums of the profile. */
    public Totals totals() {
        return totals;
    }

    /** Returns the mean number of bytes between two samples; 0 when profiling is off. */
    public long sampleIntervalBytes() {
        return profile.info().period();
    }
}
