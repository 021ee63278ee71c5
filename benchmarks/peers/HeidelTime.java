import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.text.SimpleDateFormat;
import java.util.Base64;
import java.util.Date;

/**
 * Runs HeidelTime over many documents in one virtual machine.
 *
 * HeidelTime is another program under its own licence. It is not part of this one: whoever
 * measures brings its jar, and nothing of it is compiled in here, so it is called by name.
 *
 * Arguments: language (german), type (NEWS, NARRATIVES), path of config.props. On stdin one
 * document a line: day, blank, text in Base64; on stdout its TimeML in Base64, on stderr the
 * milliseconds that processing took, without the start of the machine.
 */
public class HeidelTime {
    private static final String ROOT = "de.unihd.dbs.";

    private static Object constant(String type, String name) throws Exception {
        return Class.forName(type).getField(name).get(null);
    }

    public static void main(String[] arguments) throws Exception {
        String standalone = ROOT + "heideltime.standalone.";
        String resources = ROOT + "uima.annotator.heideltime.resources.Language";
        Object language = Class.forName(resources)
            .getMethod("getLanguageFromString", String.class).invoke(null, arguments[0]);
        Object type = constant(standalone + "DocumentType", arguments[1]);
        Object output = constant(standalone + "OutputType", "TIMEML");
        Object tagger = constant(standalone + "POSTagger", "NO");
        Class<?> program = Class.forName(standalone + "HeidelTimeStandalone");
        Constructor<?> made = program.getConstructor(
            language.getClass(), type.getClass().isEnum() ? type.getClass()
                : type.getClass().getSuperclass(),
            output.getClass().isEnum() ? output.getClass() : output.getClass().getSuperclass(),
            String.class, tagger.getClass());
        Object engine = made.newInstance(language, type, output, arguments[2], tagger);
        Method process = program.getMethod("process", String.class, Date.class);
        SimpleDateFormat day = new SimpleDateFormat("yyyy-MM-dd");
        BufferedReader input = new BufferedReader(
            new InputStreamReader(System.in, StandardCharsets.UTF_8));
        process.invoke(engine, "Warm up.", day.parse("2020-01-01"));
        long took = 0;
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            String[] told = line.split(" ");
            byte[] bytes = Base64.getDecoder().decode(told[1]);
            String text = new String(bytes, StandardCharsets.UTF_8);
            long begun = System.nanoTime();
            Object found = process.invoke(engine, text, day.parse(told[0]));
            took += System.nanoTime() - begun;
            bytes = found.toString().getBytes(StandardCharsets.UTF_8);
            System.out.println(Base64.getEncoder().encodeToString(bytes));
        }
        System.err.println("took " + took / 1_000_000);
        System.exit(0);
    }
}
