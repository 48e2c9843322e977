import com.android.tools.r8.ClassFileResourceProvider;
import com.android.tools.r8.CompilationFailedException;
import com.android.tools.r8.CompilationMode;
import com.android.tools.r8.Diagnostic;
import com.android.tools.r8.DiagnosticsHandler;
import com.android.tools.r8.JdkClassFileProvider;
import com.android.tools.r8.OutputMode;
import com.android.tools.r8.ProgramResource;
import com.android.tools.r8.R8;
import com.android.tools.r8.R8Command;
import com.android.tools.r8.origin.Origin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Shrinks an app as a release build of Android does (R8, full mode): with all of our rules, and again without each one.
 *
 * <p>{@code Shrink each|once|dex <our rules> <app's rules> <platform jar> <out folder> <program jar>...} prints a line for each:
 * {@code shrunk <n> <rule>}, or {@code refused <n> <rule>} where R8 itself finds fault; 0 is with all rules, the only one of
 * {@code once} (to class files) and {@code dex}. In one JVM, because most of the time goes into warming it up.
 */
final class Shrink {
    public static void main(String[] arguments) throws IOException {
        boolean isDex = arguments[0].equals("dex");
        List<String> rules = Files.readAllLines(Path.of(arguments[1])).stream()
            .filter(line -> line.startsWith("-")).collect(Collectors.toList());
        List<String> others = new ArrayList<>(Files.readAllLines(Path.of(arguments[2])));
        Path platform = Path.of(arguments[3]);
        Path out = Path.of(arguments[4]);
        List<Path> program = new ArrayList<>();
        for (int i = 5; i < arguments.length; i++) {
            program.add(Path.of(arguments[i]));
            others.addAll(rulesWithin(Path.of(arguments[i])));
        }
        int last = arguments[0].equals("each") ? rules.size() : 0;
        for (int dropped = 0; dropped <= last; dropped++) {
            List<String> kept = new ArrayList<>(rules);
            String name = dropped == 0 ? "none" : kept.remove(dropped - 1);
            kept.addAll(others);
            Path file = out.resolve(dropped + (isDex ? ".zip" : ".jar"));
            System.out.println((shrink(kept, platform, program, file, isDex) ? "shrunk " : "refused ") + dropped + " " + name);
        }
    }

    private static boolean shrink(List<String> rules, Path platform, List<Path> program, Path out, boolean isDex) {
        R8Command.Builder command = R8Command.builder(new Errors())
            .addProgramFiles(program)
            .addLibraryFiles(platform)
            .addLibraryResourceProvider(new JavaOfAndroid())
            .setMode(CompilationMode.RELEASE)
            .setOutput(out, isDex ? OutputMode.DexIndexed : OutputMode.ClassFile)
            .addProguardConfiguration(rules, Origin.unknown());
        if (isDex) {
            command.setMinApiLevel(24);
        }
        try {
            R8.run(command.build());
            return true;
        } catch (CompilationFailedException problem) {
            return false;
        }
    }

    /** Rules that libraries bring along within their jars, which a build of Android applies. */
    private static List<String> rulesWithin(Path jar) throws IOException {
        List<String> found = new ArrayList<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(each -> (ZipEntry) each)::iterator) {
                String name = entry.getName();
                boolean isForR8 = name.startsWith("META-INF/com.android.tools/r8/")
                    || name.startsWith("META-INF/com.android.tools/r8-from-");
                if (isForR8 && name.endsWith(".pro")) {
                    found.addAll(List.of(new String(zip.getInputStream(entry).readAllBytes()).split("\n")));
                }
            }
        }
        return found;
    }

    /** The platform's jar has no {@code java} packages; this JVM's are taken, but for those that Android lacks. */
    private static final class JavaOfAndroid implements ClassFileResourceProvider {
        private static final List<String> LACKING =
            List.of("java/awt/", "java/beans/", "java/rmi/", "java/lang/instrument/", "java/lang/management/", "javax/swing/");
        private final ClassFileResourceProvider jdk;

        JavaOfAndroid() {
            try {
                jdk = JdkClassFileProvider.fromSystemJdk();
            } catch (IOException problem) {
                throw new UncheckedIOException(problem);
            }
        }

        @Override
        public Set<String> getClassDescriptors() {
            return jdk.getClassDescriptors().stream().filter(JavaOfAndroid::isThere).collect(Collectors.toSet());
        }

        @Override
        public ProgramResource getProgramResource(String descriptor) {
            return isThere(descriptor) ? jdk.getProgramResource(descriptor) : null;
        }

        private static boolean isThere(String descriptor) {
            return LACKING.stream().noneMatch(descriptor.substring(1)::startsWith);
        }
    }

    /** Says what is wrong, without notes about what is not. */
    private static final class Errors implements DiagnosticsHandler {
        @Override
        public void error(Diagnostic error) {
            System.err.println(error.getDiagnosticMessage());
        }

        @Override
        public void warning(Diagnostic warning) {}

        @Override
        public void info(Diagnostic info) {}
    }
}
