import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cyclonedx.Version;
import org.cyclonedx.exception.ParseException;
import org.cyclonedx.parsers.JsonParser;

/**
 * Whether bills of materials are what CycloneDX's schema of their own version says, and whether what they refer to is in them,
 * which a schema cannot say.
 *
 * <p>{@code Bom <file>...} prints a line for each: {@code valid <file>}, or {@code refused <file> <what is wrong>}.
 */
final class Bom {
    public static void main(String[] files) throws Exception {
        for (String file : files) {
            JsonNode bom = new ObjectMapper().readTree(Path.of(file).toFile());
            List<String> faults = new ArrayList<>();
            Version version = Version.fromVersionString(bom.path("specVersion").asText());
            if (version == null) {
                faults.add("specVersion: no version that this validator knows");
            } else {
                for (ParseException fault : new JsonParser().validate(bom, version)) {
                    faults.add(fault.getMessage());
                }
            }
            faults.addAll(looseEnds(bom));
            System.out.println(faults.isEmpty() ? "valid " + file : "refused " + file + " " + String.join("; ", faults));
        }
    }

    private static List<String> looseEnds(JsonNode bom) {
        List<String> faults = new ArrayList<>();
        Set<String> names = new HashSet<>();
        names.add(bom.path("metadata").path("component").path("bom-ref").asText());
        for (JsonNode component : bom.path("components")) {
            String name = component.path("bom-ref").asText();
            if (!names.add(name)) {
                faults.add("bom-ref: " + name + " stands twice");
            }
        }
        for (JsonNode dependency : bom.path("dependencies")) {
            List<JsonNode> references = new ArrayList<>(List.of(dependency.path("ref")));
            dependency.path("dependsOn").forEach(references::add);
            for (JsonNode reference : references) {
                if (!names.contains(reference.asText())) {
                    faults.add("dependencies: " + reference.asText() + " is no component");
                }
            }
        }
        return faults;
    }
}
