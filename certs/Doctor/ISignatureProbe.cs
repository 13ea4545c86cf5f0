namespace Hub.Certs.Doctor;

/// <summary>One key with one reading of a signature, prepared so that many digests can be compared cheaply.</summary>
internal interface ISignatureProbe
{
    /// <summary>Most mistakes in all for which this probe is asked: a comparison that costs a verification is not asked for everything.</summary>
    int CostMax { get; }

    /// <summary>True if the signature is the key's over this digest.</summary>
    bool Accepts(HashName hash, byte[] digest);
}
