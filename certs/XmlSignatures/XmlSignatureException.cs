namespace Hub.Certs.XmlSignatures;

/// <summary>Why a Signature element is not even tried.</summary>
public enum XmlSignatureFault
{
    /// <summary>Its parts are not those of a detached signature over elements of the same document.</summary>
    Structure,

    /// <summary>An algorithm that the hub does not speak.</summary>
    Algorithm,

    /// <summary>SHA-1 or MD5: broken.</summary>
    WeakAlgorithm,

    /// <summary>A transform other than exclusive canonicalisation.</summary>
    Transform,

    /// <summary>A reference that is not <c>#id</c>.</summary>
    Reference,
}

/// <summary>A Signature element was refused before any arithmetic. The message names no value.</summary>
public sealed class XmlSignatureException(XmlSignatureFault fault) : Exception(fault.ToString())
{
    /// <summary>Why.</summary>
    public XmlSignatureFault Fault { get; } = fault;
}
