// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpContainer;
import org.glassfish.jersey.server.ContainerFactory;

/**
 * Jersey with all resources, set up on a thread of its own: that takes half of the sidecar's start and needs nothing of
 * the other half.
 */
final class Resources {
    private final FutureTask<GrizzlyHttpContainer> container;
    private final CompletableFuture<Map<Class<?>, Object>> instances = new CompletableFuture<>();

    private Resources() {
        container = new FutureTask<>(() -> {
            GrizzlyHttpContainer created = ContainerFactory.createContainer(
                    GrizzlyHttpContainer.class,
                    Routes.of(type -> instances.join().get(type)));
            created.start();
            return created;
        });
    }

    /** Begins to set it up, to answer with the resources that are still to be {@linkplain #complete given}. */
    static Resources begin() {
        // Before there is a second thread: classes that need each other must not be initialized by two at once.
        Resources resources = new Resources();
        initialize(HttpHandler.class);
        Thread thread = new Thread(resources.container, "juju-heap-start");
        thread.setDaemon(true);
        thread.start();
        return resources;
    }

    private static void initialize(Class<?> type) {
        try {
            Class.forName(type.getName(), true, type.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Gives the resources, one of each class. */
    void complete(List<Object> all) {
        instances.complete(all.stream().collect(toMap(resource -> resource.getClass(), resource -> resource)));
    }

    /** What answers requests; waits until it is set up. */
    GrizzlyHttpContainer container() {
        try {
            return container.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the resources are set up", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the resources cannot be set up", e);
        }
    }
}
