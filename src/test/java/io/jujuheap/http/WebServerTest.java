// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import org.glassfish.grizzly.ThreadCache;
import org.junit.jupiter.api.Test;

class WebServerTest {
    @Test
    void grizzly_uses_the_small_caches() throws Exception {
        WebServer.keepFewRequests();
        for (String name : WebServer.CACHED) {
            Field index = Class.forName(name).getDeclaredField("CACHE_IDX");
            index.setAccessible(true);
            assertThat(index.get(null)).as(name).isSameAs(ThreadCache.obtainIndex(name, Object.class, 99));
            Field size = index.get(null).getClass().getDeclaredField("size");
            size.setAccessible(true);
            assertThat(size.getInt(index.get(null))).as(name).isEqualTo(WebServer.MAX_CACHED_REQUESTS);
        }
    }
}
