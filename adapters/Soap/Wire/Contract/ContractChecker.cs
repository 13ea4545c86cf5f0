using System.Globalization;
using System.Xml;
using System.Xml.Schema;
using Hub.Certs.XmlSignatures;

namespace Hub.Adapters.Soap.Wire.Contract;

/// <summary>
/// Checks an element against the schema and names what is wrong by field, line and the documentation of the field's type. The platform's own
/// texts are not used: they repeat values.
/// </summary>
internal sealed class ContractChecker
{
    private const int ViolationsMax = 20;
    private const string Instance = "http://www.w3.org/2001/XMLSchema-instance";
    private readonly XmlSchemaValidator validator;
    private readonly XmlSchemaInfo info = new();
    private readonly List<Violation> violations = [];
    private readonly IReadOnlyDictionary<XmlTreeElement, string>? spoken;
    private bool failed;

    private ContractChecker(IReadOnlyDictionary<XmlTreeElement, string>? spoken)
    {
        this.spoken = spoken;
        validator = new XmlSchemaValidator(
            new NameTable(), SoapContract.Schemas, new XmlNamespaceManager(new NameTable()), XmlSchemaValidationFlags.ProcessIdentityConstraints);
        validator.XmlResolver = null;
        validator.ValidationEventHandler += (_, _) => failed = true;
    }

    /// <summary>What is wrong; empty when nothing is.</summary>
    /// <param name="element">A global element of the contract.</param>
    /// <param name="spoken">How the sender calls elements, where it does not call them as the contract does.</param>
    public static IReadOnlyList<Violation> Check(XmlTreeElement element, IReadOnlyDictionary<XmlTreeElement, string>? spoken = null)
    {
        var checker = new ContractChecker(spoken);
        checker.validator.Initialize();
        checker.Element(element, spoken is null ? element.LocalName : "", null);
        return checker.violations;
    }

    private void Element(XmlTreeElement element, string path, XmlSchemaComplexType? parent)
    {
        if (Fails(() => validator.ValidateElement(element.LocalName, element.NamespaceUri, info)))
        {
            Unexpected(element, path, parent);
            validator.SkipToEndElement(info);
            return;
        }

        var type = info.SchemaType;
        foreach (var attribute in element.Attributes)
        {
            if (attribute.NamespaceUri != Instance
                && Fails(() => validator.ValidateAttribute(attribute.LocalName, attribute.NamespaceUri, attribute.Value, info)))
            {
                Report(SoapErrorCodes.FieldInvalid, path + "/@" + Plain(attribute.LocalName), element.Line, SoapContract.Documentation(info.SchemaType));
            }
        }

        if (Fails(() => validator.ValidateEndOfAttributes(null)))
        {
            Report(SoapErrorCodes.FieldMissing, path + "/@", element.Line, "attributes Node and Name");
        }

        Content(element, path, type as XmlSchemaComplexType);
        var isSimple = type is XmlSchemaSimpleType or XmlSchemaComplexType { ContentType: XmlSchemaContentType.TextOnly };
        if (Fails(() => validator.ValidateEndElement(info)))
        {
            End(element, path, isSimple, type);
        }
    }

    private void Content(XmlTreeElement element, string path, XmlSchemaComplexType? type)
    {
        Dictionary<string, int>? numbers = null;
        foreach (var child in element.Children)
        {
            if (violations.Count >= ViolationsMax)
            {
                return;
            }

            if (child.Element is { } inner)
            {
                var name = spoken?.GetValueOrDefault(inner) ?? Plain(inner.LocalName);
                numbers ??= new Dictionary<string, int>(StringComparer.Ordinal);
                var number = numbers[name] = numbers.GetValueOrDefault(name) + 1;
                var numbered = number > 1 ? string.Create(CultureInfo.InvariantCulture, $"{name}[{number}]") : name;
                Element(inner, path.Length == 0 ? numbered : path + "/" + numbered, type);
            }
            else if (string.IsNullOrWhiteSpace(child.Text))
            {
                validator.ValidateWhitespace(child.Text!);
            }
            else if (Fails(() => validator.ValidateText(child.Text!)))
            {
                Report(SoapErrorCodes.ElementUnexpected, path, element.Line, "text between elements");
            }
        }
    }

    // An element is unexpected most often because a required one before it is missing; then that one is named.
    private void Unexpected(XmlTreeElement element, string path, XmlSchemaComplexType? parent)
    {
        var particles = SoapContract.Particles(parent).ToList();
        var at = particles.FindIndex(particle => particle.Name == element.LocalName);
        var missing = at < 0 ? null : particles.Take(at).FirstOrDefault(
            particle => particle.MinOccurs > 0 && !element.Parent!.Elements.Any(sibling => sibling.LocalName == particle.Name));
        if (missing is null)
        {
            Report(SoapErrorCodes.ElementUnexpected, path, element.Line, "");
            return;
        }

        Missing(missing, path.LastIndexOf('/') is var slash and > 0 ? path[..slash] : "", element.Line);
    }

    private void Missing(XmlSchemaElement? missing, string path, int line)
    {
        var name = missing is null ? "" : spoken is null ? missing.Name! : SoapContract.NationalNames(missing)?.Split(' ')[0] ?? missing.Name!;
        var whole = path.Length == 0 ? name : name.Length == 0 ? path : path + "/" + name;
        if (!violations.Exists(violation => violation.Field == whole))
        {
            Report(SoapErrorCodes.FieldMissing, whole, line, SoapContract.Documentation(missing?.ElementSchemaType));
        }
    }

    private void End(XmlTreeElement element, string path, bool isSimple, XmlSchemaType? type)
    {
        if (isSimple)
        {
            Report(element.Text.Length == 0 ? SoapErrorCodes.FieldMissing : SoapErrorCodes.FieldInvalid, path, element.Line, SoapContract.Documentation(type));
            return;
        }

        Missing(
            SoapContract.Particles(type).FirstOrDefault(particle => particle.MinOccurs > 0 && !element.Elements.Any(child => child.LocalName == particle.Name)),
            path,
            element.Line);
    }

    private bool Fails(Action step)
    {
        failed = false;
        step();
        return failed;
    }

    private void Report(SoapError error, string field, int line, string detail)
    {
        if (violations.Count < ViolationsMax)
        {
            violations.Add(new Violation(error, field, line, detail));
        }
    }

    // A name is the sender's choice too: only plain ones are repeated.
    private static string Plain(string name) => name.Length <= 40 && name.All(c => char.IsAsciiLetter(c) || c == '_') ? name : "?";
}
