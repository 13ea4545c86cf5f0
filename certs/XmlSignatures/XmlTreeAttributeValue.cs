namespace Hub.Certs.XmlSignatures;

/// <summary>An attribute that is no namespace declaration.</summary>
/// <param name="Prefix">Prefix as written; empty without one.</param>
/// <param name="LocalName">Local name.</param>
/// <param name="NamespaceUri">Namespace; empty without a prefix.</param>
/// <param name="Value">Value after the parser's normalisation.</param>
public readonly record struct XmlTreeAttributeValue(string Prefix, string LocalName, string NamespaceUri, string Value);
