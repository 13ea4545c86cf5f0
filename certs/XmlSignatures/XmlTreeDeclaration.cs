namespace Hub.Certs.XmlSignatures;

/// <summary>A namespace declaration.</summary>
/// <param name="Prefix">Prefix; empty for the default namespace.</param>
/// <param name="Uri">Namespace; empty where the default is taken back.</param>
public readonly record struct XmlTreeDeclaration(string Prefix, string Uri);
