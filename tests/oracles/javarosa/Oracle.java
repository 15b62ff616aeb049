import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.javarosa.core.model.CoreModelModule;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.FormIndex;
import org.javarosa.core.model.SelectChoice;
import org.javarosa.core.model.data.AnswerDataFactory;
import org.javarosa.core.model.data.BooleanData;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.core.model.data.UncastData;
import org.javarosa.core.model.instance.FormInstance;
import org.javarosa.core.model.instance.InstanceInitializationFactory;
import org.javarosa.core.model.instance.TreeElement;
import org.javarosa.core.model.instance.TreeReference;
import org.javarosa.core.reference.ReferenceManager;
import org.javarosa.core.services.storage.StorageManager;
import org.javarosa.core.services.storage.util.DummyIndexedStorageUtility;
import org.javarosa.core.util.JavaRosaCoreModule;
import org.javarosa.form.api.FormEntryController;
import org.javarosa.form.api.FormEntryModel;
import org.javarosa.form.api.FormEntryPrompt;
import org.javarosa.model.xform.XFormSerializingVisitor;
import org.javarosa.model.xform.XFormsModule;
import org.javarosa.xform.util.XFormAnswerDataSerializer;
import org.javarosa.xform.util.XFormUtils;

/**
 * JavaRosa as a service: one JSON object a line in, one out.
 *
 * {"do":"load","file":PATH} | {"do":"answer","ref":REF,"value":TEXT} | {"do":"add","ref":REF} | {"do":"remove","ref":REF}
 * | {"do":"xml"}; a batch of steps: {"do":"run","steps":[...],"times":true}. Rows in a REF count from 1.
 * Out: {"nodes":[[ref,value,flags]...]}: flags are r(elevant), q (required), o (read-only), v(iolated).
 */
public final class Oracle {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_WALKS = 12;
    private FormDef form;
    private FormInstance blank;
    private FormEntryController controller;

    public static void main(String[] words) throws Exception {
        PrintStream out = System.out;
        System.setOut(System.err);
        StorageManager.setStorageFactory((name, type) -> new DummyIndexedStorageUtility<>());
        new JavaRosaCoreModule().registerModule();
        new CoreModelModule().registerModule();
        new XFormsModule().registerModule();
        Oracle oracle = new Oracle();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        BufferedWriter answers = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            ObjectNode answer = JSON.createObjectNode();
            long begun = System.nanoTime();
            try {
                oracle.follow(JSON.readTree(line), answer);
            } catch (Exception | StackOverflowError | AssertionError | LinkageError error) {
                answer.put("error", error.getClass().getSimpleName() + ": " + error.getMessage());
            }
            if (!answer.has("nanoseconds")) answer.put("nanoseconds", System.nanoTime() - begun);
            answers.write(JSON.writeValueAsString(answer));
            answers.newLine();
            answers.flush();
        }
    }

    private void follow(JsonNode step, ObjectNode answer) throws Exception {
        switch (step.get("do").asText()) {
            case "load": load(step.get("file").asText()); walk(); break;
            case "answer": answerQuestion(step.get("ref").asText(), step.get("value").asText()); break;
            case "add": addRow(step.get("ref").asText()); break;
            case "remove": removeRow(step.get("ref").asText()); break;
            case "refresh": form.initialize(false, new InstanceInitializationFactory()); walk(); break;
            case "time": time(step, answer); return;
            default: break;
        }
        if (step.path("screen").asBoolean()) tellScreen(answer.putArray("screen"));
        if (step.path("xml").asBoolean()) {
            byte[] xml = new XFormSerializingVisitor().serializeInstance(form.getMainInstance());
            answer.put("xml", new String(xml, StandardCharsets.UTF_8));
        }
        tell(answer.putArray("nodes"));
    }

    private void load(String file) throws Exception {
        // Each session has a definition of its own, as a device has that opens the form.
        ReferenceManager references = ReferenceManager.instance();
        references.reset();
        references.addReferenceFactory(new Folder(Path.of(file).getParent()));
        form = XFormUtils.getFormFromInputStream(Files.newInputStream(Path.of(file)));
        form.getEvaluationContext().addFunctionHandler(new PullData(form));
        blank = form.getMainInstance().clone();
        controller = new FormEntryController(new FormEntryModel(form));
        form.initialize(true, new InstanceInitializationFactory());
    }

    private void time(JsonNode step, ObjectNode answer) throws Exception {
        ArrayNode all = answer.putArray("times");
        String what = step.get("what").asText();
        for (int n = 0; n < step.get("count").asInt(); n++) {
            JsonNode value = step.path("values").path(n % Math.max(1, step.path("values").size()));
            long begun = System.nanoTime();
            switch (what) {
                case "load": load(step.get("file").asText()); break;
                case "session": begin(); break;
                case "set": set(reference(value.get(0).asText()), value.get(1).asText()); break;
                default: answerQuestion(value.get(0).asText(), value.get(1).asText());
            }
            all.add(System.nanoTime() - begun);
        }
    }

    /** A new interview with the same definition. */
    private void begin() throws Exception {
        form.setInstance(blank.clone());
        controller = new FormEntryController(new FormEntryModel(form));
        form.initialize(true, new InstanceInitializationFactory());
        walk();
    }

    private void answerQuestion(String ref, String text) throws Exception {
        set(reference(ref), text);
        walk();
    }

    private void set(TreeReference ref, String text) {
        TreeElement node = form.getMainInstance().resolveReference(ref);
        if (node == null) throw new IllegalStateException("no node " + ref);
        form.setValue(data(node, text), ref, true);
    }

    private static IAnswerData data(TreeElement node, String text) {
        if (text.isEmpty()) return null;
        IAnswerData kind = AnswerDataFactory.templateByDataType(node.getDataType());
        return kind.cast(new UncastData(text));
    }

    private void addRow(String ref) throws Exception {
        TreeReference row = reference(ref);
        TreeReference next = row.clone();
        int count = 0;
        next.setMultiplicity(next.size() - 1, count);
        while (form.getMainInstance().resolveReference(next) != null) next.setMultiplicity(next.size() - 1, ++count);
        form.createNewRepeat(indexOf(next, true));
        walk();
    }

    private void removeRow(String ref) throws Exception {
        form.deleteRepeat(indexOf(reference(ref), false));
        walk();
    }

    /** Finds the index of a row by going through the form; of a new one, its prompt. */
    private FormIndex indexOf(TreeReference wanted, boolean fresh) {
        FormIndex index = FormIndex.createBeginningOfFormIndex();
        FormEntryModel model = controller.getModel();
        while (!index.isEndOfFormIndex()) {
            index = model.incrementIndex(index, true);
            int event = model.getEvent(index);
            boolean kind = fresh ? event == FormEntryController.EVENT_PROMPT_NEW_REPEAT : event == FormEntryController.EVENT_REPEAT;
            if (kind && index.getReference().equals(wanted)) return index;
        }
        throw new IllegalStateException("no row " + wanted);
    }

    /** Goes through the whole form as a person would, so that counted rows come to be and filtered choices are dropped. */
    private void walk() throws Exception {
        for (int n = 0; n < MOST_WALKS; n++) if (!walkOnce()) return;
    }

    private boolean walkOnce() throws Exception {
        boolean changed = false;
        int before = rows(form.getMainInstance().getRoot());
        controller.jumpToIndex(FormIndex.createBeginningOfFormIndex());
        int event;
        while ((event = controller.stepToNextEvent()) != FormEntryController.EVENT_END_OF_FORM) {
            if (event == FormEntryController.EVENT_QUESTION) changed |= offer();
        }
        return changed || rows(form.getMainInstance().getRoot()) != before;
    }

    private boolean offer() {
        FormEntryPrompt prompt = controller.getModel().getQuestionPrompt();
        if (prompt.getQuestion().getDynamicChoices() == null) return false;
        TreeReference ref = prompt.getIndex().getReference();
        TreeElement node = form.getMainInstance().resolveReference(ref);
        String before = text(node);
        prompt.getSelectChoices();
        String after = text(node);
        if (before.equals(after)) return false;
        form.setValue(node.getValue(), ref, true);
        return true;
    }

    /** Every question as a person would see it now: [ref, label, [[value, label]...]]. */
    private void tellScreen(ArrayNode questions) throws Exception {
        controller.jumpToIndex(FormIndex.createBeginningOfFormIndex());
        int event;
        while ((event = controller.stepToNextEvent()) != FormEntryController.EVENT_END_OF_FORM) {
            if (event != FormEntryController.EVENT_QUESTION) continue;
            FormEntryPrompt prompt = controller.getModel().getQuestionPrompt();
            String label = prompt.getQuestionText();
            ArrayNode told = questions.addArray();
            told.add(shown(prompt.getIndex().getReference())).add(label == null ? "" : label);
            ArrayNode offered = told.addArray();
            if (prompt.getSelectChoices() == null) continue;
            for (SelectChoice choice : prompt.getSelectChoices()) {
                offered.addArray().add(choice.getValue()).add(prompt.getSelectChoiceText(choice));
            }
        }
    }

    private String shown(TreeReference ref) {
        StringBuilder out = new StringBuilder();
        TreeReference part = TreeReference.rootRef();
        for (int n = 0; n < ref.size(); n++) {
            part.add(ref.getName(n), ref.getMultiplicity(n));
            out.append('/').append(ref.getName(n));
            if (form.getMainInstance().resolveReference(part).isRepeatable()) {
                out.append('[').append(ref.getMultiplicity(n) + 1).append(']');
            }
        }
        return out.toString();
    }

    private static int rows(TreeElement node) {
        int found = 0;
        for (int n = 0; n < node.getNumChildren(); n++) {
            TreeElement child = node.getChildAt(n);
            if (child.getMult() != TreeReference.INDEX_TEMPLATE) found += 1 + rows(child);
        }
        return found;
    }

    private void tell(ArrayNode nodes) {
        TreeElement root = form.getMainInstance().getRoot();
        tell(root, "/" + root.getName(), nodes);
    }

    private void tell(TreeElement node, String ref, ArrayNode nodes) {
        boolean leaf = node.getNumChildren() == 0 && !node.isRepeatable();
        StringBuilder flags = new StringBuilder();
        if (node.isRelevant()) flags.append('r');
        if (node.isRequired()) flags.append('q');
        if (!node.isEnabled()) flags.append('o');
        if (leaf && violated(node)) flags.append('v');
        nodes.addArray().add(ref).add(leaf ? text(node) : "").add(flags.toString());
        for (int n = 0; n < node.getNumChildren(); n++) {
            TreeElement child = node.getChildAt(n);
            if (child.getMult() == TreeReference.INDEX_TEMPLATE) continue;
            String row = child.isRepeatable() ? "[" + (child.getMult() + 1) + "]" : "";
            tell(child, ref + "/" + child.getName() + row, nodes);
        }
    }

    private boolean violated(TreeElement node) {
        if (!node.isRelevant() || node.getValue() == null || node.getConstraint() == null) return false;
        return !form.evaluateConstraint(node.getRef(), node.getValue());
    }

    private static String text(TreeElement node) {
        IAnswerData value = node.getValue();
        if (value == null) return "";
        if (value instanceof BooleanData) return String.valueOf(value.getValue());
        Object plain = new XFormAnswerDataSerializer().serializeAnswerData(value, node.getDataType());
        return plain == null ? "" : plain.toString();
    }

    private TreeReference reference(String ref) {
        TreeReference found = TreeReference.rootRef();
        for (String step : ref.substring(1).split("/")) {
            int bracket = step.indexOf('[');
            String name = bracket < 0 ? step : step.substring(0, bracket);
            int row = bracket < 0 ? 0 : Integer.parseInt(step.substring(bracket + 1, step.length() - 1)) - 1;
            found.add(name, row);
        }
        return found;
    }
}
