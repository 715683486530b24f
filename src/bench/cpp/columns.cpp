// SPDX-License-Identifier: Apache-2.0

// Reads a profile.proto, not gzipped, into columns with protozero, as one would by hand in C++: one pass, no object for each
// message, nothing checked but the wire format. Prints the median time of one reading, and the mean of its processor time, as a
// line of JSON.
//
//	columns SECONDS FILE
//
// g++ -O3 -march=native -o columns columns.cpp

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <protozero/pbf_message.hpp>

namespace {

// The field numbers of google/pprof's profile.proto.
enum class Profile : protozero::pbf_tag_type { sample_type = 1, sample = 2, mapping = 3, location = 4, function = 5, string_table = 6 };
enum class Sample : protozero::pbf_tag_type { location_id = 1, value = 2, label = 3 };
enum class Location : protozero::pbf_tag_type { id = 1, mapping_id = 2, address = 3, line = 4, is_folded = 5 };
enum class Line : protozero::pbf_tag_type { function_id = 1, line = 2 };
enum class Function : protozero::pbf_tag_type { id = 1, name = 2, system_name = 3, filename = 4, start_line = 5 };

struct Columns {
    std::vector<uint32_t> stack_ends;
    std::vector<uint32_t> stacks;
    std::vector<int64_t> values;
    std::vector<uint64_t> location_ids, addresses;
    std::vector<uint32_t> mapping_ids, line_ends, line_functions;
    std::vector<int64_t> line_numbers;
    std::vector<uint64_t> function_ids;
    std::vector<uint32_t> names, system_names, filenames;
    std::vector<std::string_view> strings;
    std::size_t labels = 0;
};

void read_sample(Columns& out, protozero::data_view data) {
    protozero::pbf_message<Sample> sample{data};
    while (sample.next()) {
        switch (sample.tag()) {
        case Sample::location_id:
            // Go packs three or more numbers, not one or two.
            if (sample.wire_type() == protozero::pbf_wire_type::varint) {
                out.stacks.push_back(static_cast<uint32_t>(sample.get_uint64()));
                break;
            }
            for (auto id : sample.get_packed_uint64()) {
                out.stacks.push_back(static_cast<uint32_t>(id));
            }
            break;
        case Sample::value:
            if (sample.wire_type() == protozero::pbf_wire_type::varint) {
                out.values.push_back(sample.get_int64());
                break;
            }
            for (auto value : sample.get_packed_int64()) {
                out.values.push_back(value);
            }
            break;
        case Sample::label:
            ++out.labels;
            sample.skip();
            break;
        default:
            sample.skip();
        }
    }
    out.stack_ends.push_back(static_cast<uint32_t>(out.stacks.size()));
}

void read_line(Columns& out, protozero::data_view data) {
    protozero::pbf_message<Line> line{data};
    uint32_t function = 0;
    int64_t number = 0;
    while (line.next()) {
        switch (line.tag()) {
        case Line::function_id:
            function = static_cast<uint32_t>(line.get_uint64());
            break;
        case Line::line:
            number = line.get_int64();
            break;
        default:
            line.skip();
        }
    }
    out.line_functions.push_back(function);
    out.line_numbers.push_back(number);
}

void read_location(Columns& out, protozero::data_view data) {
    protozero::pbf_message<Location> location{data};
    uint64_t id = 0;
    uint64_t address = 0;
    uint32_t mapping = 0;
    while (location.next()) {
        switch (location.tag()) {
        case Location::id:
            id = location.get_uint64();
            break;
        case Location::mapping_id:
            mapping = static_cast<uint32_t>(location.get_uint64());
            break;
        case Location::address:
            address = location.get_uint64();
            break;
        case Location::line:
            read_line(out, location.get_view());
            break;
        default:
            location.skip();
        }
    }
    out.location_ids.push_back(id);
    out.addresses.push_back(address);
    out.mapping_ids.push_back(mapping);
    out.line_ends.push_back(static_cast<uint32_t>(out.line_functions.size()));
}

void read_function(Columns& out, protozero::data_view data) {
    protozero::pbf_message<Function> function{data};
    uint64_t id = 0;
    uint32_t name = 0;
    uint32_t system_name = 0;
    uint32_t filename = 0;
    while (function.next()) {
        switch (function.tag()) {
        case Function::id:
            id = function.get_uint64();
            break;
        case Function::name:
            name = static_cast<uint32_t>(function.get_int64());
            break;
        case Function::system_name:
            system_name = static_cast<uint32_t>(function.get_int64());
            break;
        case Function::filename:
            filename = static_cast<uint32_t>(function.get_int64());
            break;
        default:
            function.skip();
        }
    }
    out.function_ids.push_back(id);
    out.names.push_back(name);
    out.system_names.push_back(system_name);
    out.filenames.push_back(filename);
}

Columns read(const std::string& data) {
    Columns out;
    // A guess from the size of the data. Columns that grow step by step take three times as long, most of it in the kernel.
    out.stacks.reserve(data.size() / 2);
    out.values.reserve(data.size() / 8);
    protozero::pbf_message<Profile> profile{data};
    while (profile.next()) {
        switch (profile.tag()) {
        case Profile::sample:
            read_sample(out, profile.get_view());
            break;
        case Profile::location:
            read_location(out, profile.get_view());
            break;
        case Profile::function:
            read_function(out, profile.get_view());
            break;
        case Profile::string_table: {
            const auto text = profile.get_view();
            out.strings.emplace_back(text.data(), text.size());
            break;
        }
        default:
            profile.skip();
        }
    }
    return out;
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::fprintf(stderr, "usage: columns SECONDS FILE\n");
        return 2;
    }
    std::ifstream file{argv[2], std::ios::binary};
    std::ostringstream bytes;
    bytes << file.rdbuf();
    const std::string data = bytes.str();
    using clock = std::chrono::steady_clock;
    const auto end = clock::now() + std::chrono::duration<double>(std::atof(argv[1]));
    std::vector<double> nanos;
    std::size_t samples = 0;
    const auto cpu_start = std::clock();
    do {
        const auto start = clock::now();
        samples = read(data).stack_ends.size();
        nanos.push_back(std::chrono::duration<double, std::nano>(clock::now() - start).count());
    } while (clock::now() < end);
    const double cpu_nanos = 1e9 * static_cast<double>(std::clock() - cpu_start) / CLOCKS_PER_SEC / static_cast<double>(nanos.size());
    std::sort(nanos.begin(), nanos.end());
    std::printf("{\"samples\":%zu,\"rounds\":%zu,\"nsPerOp\":%.0f,\"cpuNsPerOp\":%.0f}\n", samples, nanos.size(),
                nanos[nanos.size() / 2], cpu_nanos);
    return samples == 0;
}
