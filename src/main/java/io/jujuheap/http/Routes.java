// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.glassfish.hk2.api.Factory;
import org.glassfish.hk2.utilities.binding.AbstractBinder;
import org.glassfish.jersey.server.ExtendedUriInfo;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.glassfish.jersey.uri.UriTemplate;

/** The Jersey application. Its resources are named one by one; the class path is not scanned. */
final class Routes {
    private static final Map<String, Object> EXPLICIT = Map.of(
            ServerProperties.FEATURE_AUTO_DISCOVERY_DISABLE, true,
            ServerProperties.METAINF_SERVICES_LOOKUP_DISABLE, true,
            ServerProperties.JSON_PROCESSING_FEATURE_DISABLE, true,
            ServerProperties.MOXY_JSON_FEATURE_DISABLE, true,
            ServerProperties.BV_FEATURE_DISABLE, true,
            ServerProperties.WADL_FEATURE_DISABLE, true,
            ServerProperties.RESPONSE_SET_STATUS_OVER_SEND_ERROR, true);

    static final List<Class<?>> RESOURCES = List.of(
            DebugResource.class,
            PprofResource.class,
            ReportsResource.class,
            FlamePageResource.class,
            SnapshotsResource.class,
            AgentResource.class,
            HealthResource.class,
            PageResource.class);

    private Routes() {}

    /**
     * Returns the application. It can be set up before its resources exist.
     *
     * @param instances returns the one instance of a resource class; called from the first request on
     */
    static ResourceConfig of(Function<Class<?>, Object> instances) {
        ResourceConfig config = new ResourceConfig();
        config.addProperties(EXPLICIT);
        config.register(Problems.class)
                .register(CompressionFilter.class)
                .register(PiecewiseWriter.class)
                .register(BrokenHeaders.class)
                .register(NoteRoute.class);
        RESOURCES.forEach(config::register);
        // Registered as classes and bound as instances: registered instances log a false warning each.
        config.register(new AbstractBinder() {
            @Override
            protected void configure() {
                RESOURCES.forEach(resource -> bindInstance(resource));
            }

            private <T> void bindInstance(Class<T> resource) {
                bindFactory(new Instance<>(resource, instances)).to(resource);
            }
        });
        return config;
    }

    /** Provides Jersey with the one instance of a resource class. */
    private record Instance<T>(Class<T> type, Function<Class<?>, Object> instances) implements Factory<T> {
        @Override
        public T provide() {
            return type.cast(instances.apply(type));
        }

        @Override
        public void dispose(T instance) {}
    }

    /**
     * Ignores malformed headers that the request can do without, as other servers do. Jersey would answer 400 or 500 without
     * a body, even for a malformed {@code Content-Type}, which no request here needs.
     */
    @PreMatching
    static final class BrokenHeaders implements ContainerRequestFilter {
        private static final Pattern TAGS =
                Pattern.compile(" *(?:\\*|(?:W/)?\"[!#-~]*\"(?: *, *(?:W/)?\"[!#-~]*\")*+) *");

        @Override
        public void filter(ContainerRequestContext request) {
            MultivaluedMap<String, String> headers = request.getHeaders();
            headers.remove(HttpHeaders.CONTENT_TYPE);
            try {
                request.getAcceptableMediaTypes();
            } catch (ProcessingException e) {
                headers.remove(HttpHeaders.ACCEPT);
            }
            for (String name : List.of(HttpHeaders.IF_NONE_MATCH, HttpHeaders.IF_MATCH)) {
                String tags = request.getHeaderString(name);
                if (tags != null && !TAGS.matcher(tags).matches()) {
                    headers.remove(name);
                }
            }
        }
    }

    /** Records the template of the path for the metrics: there are few templates, but any number of paths. */
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
