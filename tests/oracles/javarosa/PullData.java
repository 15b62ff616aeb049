import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.condition.EvaluationContext;
import org.javarosa.core.model.condition.IFunctionHandler;
import org.javarosa.core.model.instance.AbstractTreeElement;
import org.javarosa.core.model.instance.DataInstance;
import org.javarosa.core.reference.ReferenceManager;
import org.javarosa.xform.util.XFormUtils;
import org.javarosa.xpath.expr.XPathFuncExpr;

/** pulldata(instance, wanted, key, value): JavaRosa leaves it to Collect, which reads the first row whose key has the value. */
final class PullData implements IFunctionHandler {
    private final FormDef form;
    private final Map<String, AbstractTreeElement> tables = new HashMap<>();

    PullData(FormDef form) {
        this.form = form;
    }

    @Override public String getName() { return "pulldata"; }
    @SuppressWarnings("rawtypes")
    @Override public List<Class[]> getPrototypes() { return Collections.emptyList(); }
    @Override public boolean rawArgs() { return true; }
    @Override public boolean realTime() { return false; }

    @Override
    public Object eval(Object[] given, EvaluationContext context) {
        AbstractTreeElement root = table(XPathFuncExpr.toString(given[0]));
        String wanted = XPathFuncExpr.toString(given[1]), key = XPathFuncExpr.toString(given[2]);
        String value = XPathFuncExpr.toString(given[3]);
        for (int n = 0; n < root.getNumChildren(); n++) {
            if (value.equals(cell(root.getChildAt(n), key))) return cell(root.getChildAt(n), wanted);
        }
        return "";
    }

    /** An instance that no instance() names is not read by the parser; Collect then reads the file, and so do we. */
    private AbstractTreeElement table(String name) {
        DataInstance list = form.getNonMainInstance(name);
        if (list != null) return list.getRoot();
        return tables.computeIfAbsent(name, wanted -> {
            try {
                return XFormUtils.getExternalInstance(ReferenceManager.instance(), wanted, "jr://file-csv/" + wanted + ".csv");
            } catch (Exception error) {
                throw new IllegalStateException("no table " + wanted, error);
            }
        });
    }

    private static String cell(AbstractTreeElement row, String name) {
        for (int n = 0; n < row.getNumChildren(); n++) {
            AbstractTreeElement child = row.getChildAt(n);
            if (child.getName().equals(name)) return child.getValue() == null ? "" : child.getValue().getDisplayText();
        }
        return "";
    }
}
