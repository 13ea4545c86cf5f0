namespace Hub.Certs.XmlSignatures;

/// <summary>A child: an element or a run of text, never both.</summary>
/// <param name="Element">The element.</param>
/// <param name="Text">The text, CDATA included.</param>
public readonly record struct XmlTreeChild(XmlTreeElement? Element, string? Text);
