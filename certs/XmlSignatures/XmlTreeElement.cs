namespace Hub.Certs.XmlSignatures;

/// <summary>
/// An element with its prefixes and declarations as written, which canonicalisation needs and the platform's newer tree drops. Comments are
/// not in it, processing instructions and document types cannot be: what is verified is what is read.
/// </summary>
public sealed class XmlTreeElement
{
    private static readonly string[] IdNames = ["Id", "ID", "id"];
    private readonly List<XmlTreeChild> _children = [];

    /// <param name="prefix">Prefix as written.</param>
    /// <param name="localName">Local name.</param>
    /// <param name="namespaceUri">Namespace.</param>
    /// <param name="line">Line of its start tag, from 1.</param>
    public XmlTreeElement(string prefix, string localName, string namespaceUri, int line)
    {
        Prefix = prefix;
        LocalName = localName;
        NamespaceUri = namespaceUri;
        Line = line;
    }

    /// <summary>Prefix as written; empty without one.</summary>
    public string Prefix { get; }

    /// <summary>Local name.</summary>
    public string LocalName { get; }

    /// <summary>Namespace; empty without one.</summary>
    public string NamespaceUri { get; }

    /// <summary>Line of the start tag, from 1; 0 for an element that was never text.</summary>
    public int Line { get; }

    /// <summary>The element it stands in; null for the root.</summary>
    public XmlTreeElement? Parent { get; private set; }

    /// <summary>Attributes in the order written.</summary>
    public IReadOnlyList<XmlTreeAttributeValue> Attributes { get; init; } = [];

    /// <summary>Namespace declarations in the order written.</summary>
    public IReadOnlyList<XmlTreeDeclaration> Declarations { get; init; } = [];

    /// <summary>Elements and texts in their order.</summary>
    public IReadOnlyList<XmlTreeChild> Children => _children;

    /// <summary>Child elements in their order.</summary>
    public IEnumerable<XmlTreeElement> Elements
    {
        get
        {
            foreach (var child in _children)
            {
                if (child.Element is { } element)
                {
                    yield return element;
                }
            }
        }
    }

    /// <summary>True if an element stands in it.</summary>
    public bool HasElements => _children.Exists(child => child.Element is not null);

    /// <summary>All text directly in it, joined over comments, so that a comment cannot cut a value.</summary>
    public string Text
    {
        get
        {
            if (_children is [{ Text: { } only }])
            {
                return only;
            }

            var text = new System.Text.StringBuilder();
            foreach (var child in _children)
            {
                text.Append(child.Text);
            }

            return text.ToString();
        }
    }

    /// <summary>True for this name and namespace.</summary>
    public bool Is(string localName, string namespaceUri) => LocalName == localName && NamespaceUri == namespaceUri;

    /// <summary>The only child element of that name; null if there is none or more than one.</summary>
    public XmlTreeElement? Only(string localName, string namespaceUri)
    {
        XmlTreeElement? only = null;
        foreach (var element in Elements)
        {
            if (element.Is(localName, namespaceUri))
            {
                if (only is not null)
                {
                    return null;
                }

                only = element;
            }
        }

        return only;
    }

    /// <summary>Value of an attribute; null if it is not there.</summary>
    public string? Attribute(string localName, string namespaceUri = "")
    {
        foreach (var attribute in Attributes)
        {
            if (attribute.LocalName == localName && attribute.NamespaceUri == namespaceUri)
            {
                return attribute.Value;
            }
        }

        return null;
    }

    /// <summary>Every identifier of the element that a signature may refer to: Id in any namespace or none, ID, id.</summary>
    public IEnumerable<string> Ids
    {
        get
        {
            foreach (var attribute in Attributes)
            {
                if (Array.IndexOf(IdNames, attribute.LocalName) >= 0)
                {
                    yield return attribute.Value;
                }
            }
        }
    }

    /// <summary>Puts an element at the end.</summary>
    public void Add(XmlTreeElement child)
    {
        child.Parent = this;
        _children.Add(new XmlTreeChild(child, null));
    }

    /// <summary>Puts text at the end.</summary>
    public void Add(string text) => _children.Add(new XmlTreeChild(null, text));

    /// <summary>The namespace bound to a prefix here; null if none is.</summary>
    public string? NamespaceOf(string prefix)
    {
        for (var element = this; element is not null; element = element.Parent)
        {
            foreach (var declaration in element.Declarations)
            {
                if (declaration.Prefix == prefix)
                {
                    return declaration.Uri;
                }
            }
        }

        return null;
    }
}
