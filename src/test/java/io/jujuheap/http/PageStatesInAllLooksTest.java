// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import io.jujuheap.testkit.Browser;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** Each state of the page on a desk, a tablet and a phone, light and dark; the pictures are in {@code target/screenshots}. */
@Tag("long")
class PageStatesInAllLooksTest extends PageStatesTest {
    @Override
    void keepPicture(Browser of, String name) {
        of.screenshot(name);
    }

    @Override
    List<Look> looks(String state) {
        return LOOKS;
    }
}
