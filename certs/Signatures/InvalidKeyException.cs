namespace Hub.Certs.Signatures;

/// <summary>
/// A key was refused: wrong container, wrong curve, a point that is not on the curve, too few bits. The message names the rule
/// and what would be right, and never holds key material.
/// </summary>
public sealed class InvalidKeyException : Exception
{
    /// <param name="message">The rule that the key breaks and how to mend it.</param>
    public InvalidKeyException(string message)
        : base(message)
    {
    }

    /// <param name="message">The rule that the key breaks and how to mend it.</param>
    /// <param name="innerException">What the platform said.</param>
    public InvalidKeyException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
