// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;

/** Serves the page, its parts, and the description of this interface: files that come with the program. */
@Path("/")
public final class PageResource {
    private final StaticFiles files;

    PageResource(StaticFiles files) {
        this.files = files;
    }

    /** Serves the page. */
    @GET
    public Response page(@Context Request request) {
        return file("index.html", request);
    }

    /** Serves a part of the page. */
    @GET
    @Path("page/{name}")
    public Response part(@PathParam("name") String name, @Context Request request) {
        return file(name, request);
    }

    /** Serves the description of this interface. */
    @GET
    @Path("openapi.yaml")
    public Response description(@Context Request request) {
        return file("openapi.yaml", request);
    }

    private Response file(String name, Request request) {
        StaticFiles.StaticFile file = files.find(name).orElseThrow(NotFoundException::new);
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(file.tag());
        Response.ResponseBuilder answer =
                unchanged != null ? unchanged : Response.ok(file.bytes()).type(file.type());
        return answer.tag(file.tag())
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
                .build();
    }
}
