// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.glassfish.hk2.api.Factory;
import org.glassfish.hk2.utilities.binding.AbstractBinder;
import org.glassfish.jersey.server.ExtendedUriInfo;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.glassfish.jersey.server.model.Resource;
import org.glassfish.jersey.uri.UriTemplate;

/** All resources, named one by one: nothing is scanned, nothing is found on the class path. */
final class Routes {
    private static final Map<String, Object> EXPLICIT = Map.of(
            ServerProperties.FEATURE_AUTO_DISCOVERY_DISABLE, true,
            ServerProperties.METAINF_SERVICES_LOOKUP_DISABLE, true,
            ServerProperties.JSON_PROCESSING_FEATURE_DISABLE, true,
            ServerProperties.MOXY_JSON_FEATURE_DISABLE, true,
            ServerProperties.BV_FEATURE_DISABLE, true,
            ServerProperties.WADL_FEATURE_DISABLE, true,
            ServerProperties.RESPONSE_SET_STATUS_OVER_SEND_ERROR, true);

    /** Those with a path of their own; that of the metrics is a setting. */
    private static final List<Class<?>> RESOURCES = List.of(
            HeapResource.class,
            PprofResource.class,
            ReportsResource.class,
            FlamePageResource.class,
            SnapshotsResource.class,
            AgentMetricsResource.class,
            HealthResource.class,
            PageResource.class);

    private Routes() {}

    /**
     * The application of all resources. It is complete before there is an instance of any of them.
     *
     * @param telemetryPath where the metrics are
     * @param instances the one instance of each class of resources; asked from the first request on
     */
    static ResourceConfig of(String telemetryPath, Function<Class<?>, Object> instances) {
        ResourceConfig config = new ResourceConfig();
        config.addProperties(EXPLICIT);
        config.register(Problems.class).register(Finish.class).register(NoteRoute.class);
        RESOURCES.forEach(config::register);
        config.registerResources(
                Resource.builder(MetricsResource.class).path(telemetryPath).build());
        // Registered as classes and bound as instances: registered instances log a false warning each.
        config.register(new AbstractBinder() {
            @Override
            protected void configure() {
                RESOURCES.forEach(resource -> bindInstance(resource));
                bindInstance(MetricsResource.class);
            }

            private <T> void bindInstance(Class<T> resource) {
                bindFactory(new Instance<>(resource, instances)).to(resource);
            }
        });
        return config;
    }

    /** Gives Jersey the one instance of a class. */
    private record Instance<T>(Class<T> type, Function<Class<?>, Object> instances) implements Factory<T> {
        @Override
        public T provide() {
            return type.cast(instances.apply(type));
        }

        @Override
        public void dispose(T instance) {}
    }

    /** Notes the template of the path, which is what is counted: there are few templates, and any number of paths. */
    static final class NoteRoute implements ContainerRequestFilter {
        @Override
        public void filter(ContainerRequestContext request) {
            if (request.getUriInfo() instanceof ExtendedUriInfo uri) {
                StringBuilder route = new StringBuilder();
                List<UriTemplate> templates = uri.getMatchedTemplates();
                for (int i = templates.size() - 1; i >= 0; i--) {
                    route.append(templates.get(i).getTemplate());
                }
                String template = route.toString().replaceAll("//+", "/");
                request.setProperty(Exchange.ROUTE, template.isEmpty() ? "/" : template);
            }
        }
    }
}
