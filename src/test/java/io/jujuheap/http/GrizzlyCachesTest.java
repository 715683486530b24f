// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import org.glassfish.grizzly.ThreadCache;
import org.junit.jupiter.api.Test;

class GrizzlyCachesTest {
    @Test
    void grizzly_takes_the_small_caches_for_its_own() throws Exception {
        GrizzlyCaches.keepFew();
        for (String name : GrizzlyCaches.LARGE) {
            Field index = Class.forName(name).getDeclaredField("CACHE_IDX");
            index.setAccessible(true);
            assertThat(index.get(null)).as(name).isSameAs(ThreadCache.obtainIndex(name, Object.class, 99));
            Field size = index.get(null).getClass().getDeclaredField("size");
            size.setAccessible(true);
            assertThat(size.getInt(index.get(null))).as(name).isEqualTo(GrizzlyCaches.KEPT);
        }
    }
}
