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
 * Jersey with all resources. It is set up on a thread of its own, because that takes half of the sidecar's start and
 * does not depend on the other half.
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

    /** Starts to set up Jersey; its resources are {@linkplain #complete given} later. */
    static Resources begin() {
        // Before the second thread starts: two threads that initialize classes which need each other can deadlock.
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

    /** Sets the resources, one of each class. */
    void complete(List<Object> all) {
        instances.complete(all.stream().collect(toMap(resource -> resource.getClass(), resource -> resource)));
    }

    /** Returns the container that answers requests; waits until it is set up. */
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
