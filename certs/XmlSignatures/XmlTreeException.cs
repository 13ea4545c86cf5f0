namespace Hub.Certs.XmlSignatures;

/// <summary>Why a text is not taken as a tree.</summary>
public enum XmlTreeFault
{
    /// <summary>Not well-formed.</summary>
    Malformed,

    /// <summary>A document type: entities, external subsets.</summary>
    DocumentType,

    /// <summary>A processing instruction.</summary>
    ProcessingInstruction,

    /// <summary>A limit of <see cref="XmlTreeLimits"/>.</summary>
    Limit,

    /// <summary>The same identifier on two elements.</summary>
    DuplicateId,
}

/// <summary>A text was refused before it was a tree. The message names no value.</summary>
public sealed class XmlTreeException(XmlTreeFault fault, int line) : Exception(fault.ToString())
{
    /// <summary>Why.</summary>
    public XmlTreeFault Fault { get; } = fault;

    /// <summary>Where, from 1; 0 if unknown.</summary>
    public int Line { get; } = line;
}
