// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.relation;

import io.jujuheap.charm.tool.JujuUnit;
import io.jujuheap.render.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * {@code parca_scrape}: a Parca on another machine. Its jobs cannot send a token.
 *
 * <p>There is one job per agent, with the agent in its path and labels. So its target is the address of one machine,
 * not {@code *:PORT}, which means all units.
 */
final class ProfilingEndpoint implements Endpoint {
    static final String NAME = "profiling-endpoint";

    /**
     * The profiles of the service by Parca's names, with the last segment of their paths. Parca's own path for memory
     * is {@code allocs}, which has the same samples. {@code heap} is used because the service passes it on unchanged.
     * {@code allocs} has another default type, so the service would have to encode it for each scrape.
     */
    private static final Map<String, String> SERVED = Map.of("memory", "heap", "goroutine", "goroutine");

    /** The profiles that Parca requests by default but that this service does not have. */
    private static final List<String> NOT_SERVED = List.of("block", "mutex", "process_cpu");

    private final Offer offer;
    private final List<ProfiledMachine> machines;

    /** @param machines the data of all units' machines; only needed on the leader */
    ProfilingEndpoint(Offer offer, List<ProfiledMachine> machines) {
        this.offer = offer;
        this.machines = machines;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<String> obstacle() {
        return offer.unreachable(name())
                .or(() -> offer.settings().token()
                        ? Optional.of("profiling-endpoint cannot send a token: set token=false and a web-config-file")
                        : Optional.empty());
    }

    /** Returns the jobs. The names of jobs must be unique, so if two units name the same agent, the first one counts. */
    @Override
    public Map<String, String> applicationData() {
        Map<String, Object> jobs = new TreeMap<>();
        for (ProfiledMachine machine : machines) {
            machine.agents().forEach(agent -> jobs.computeIfAbsent(agent, tag -> job(machine, tag)));
        }
        return Map.of("scrape_metadata", offer.scrapeMetadata(), "scrape_jobs", Json.text(jobs.values()));
    }

    private Map<String, Object> job(ProfiledMachine machine, String agent) {
        Map<String, Object> job = new LinkedHashMap<>();
        job.put("job_name", agent);
        job.put("scrape_interval", offer.settings().interval());
        job.put(
                "static_configs",
                List.of(Map.of("targets", List.of(machine.target()), "labels", labels(machine, agent))));
        job.put("profiling_config", Map.of("pprof_config", profiles(agent)));
        String certificate = machine.certificate();
        job.put("scheme", certificate == null ? "http" : "https");
        if (certificate != null) {
            job.put("tls_config", Map.of("ca", certificate));
        }
        return job;
    }

    /** Parca's charm adds the labels of the application. It knows the unit only for {@code *:PORT} targets. */
    private Map<String, String> labels(ProfiledMachine machine, String agent) {
        JujuUnit unit = offer.unit();
        return Map.of(
                "agent", agent,
                "juju_model", unit.model(),
                "juju_model_uuid", unit.modelUuid(),
                "juju_application", unit.application(),
                "juju_unit", machine.unit());
    }

    private static Map<String, Object> profiles(String agent) {
        Map<String, Object> profiles = new LinkedHashMap<>();
        SERVED.forEach((profile, path) ->
                profiles.put(profile, Map.of("enabled", true, "path", "/agents/" + agent + "/debug/pprof/" + path)));
        NOT_SERVED.forEach(profile -> profiles.put(profile, Map.of("enabled", false)));
        return profiles;
    }

    /**
     * Returns the keys to remove that earlier versions of this charm set. Parca's charm creates a target for each unit
     * with an address here, even if no job has {@code *:PORT}.
     */
    @Override
    public Map<String, String> unitData(Supplier<Optional<String>> address) {
        return Map.of("parca_scrape_unit_address", "", "parca_scrape_unit_name", "");
    }
}
