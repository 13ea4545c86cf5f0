namespace Hub.Routes.SigningIn;

/// <summary>An operator's day.</summary>
public sealed class SignInState
{
    /// <summary>sign_no, at most 30 characters; null before the first sign-in.</summary>
    public string? Number { get; set; }

    /// <summary>Sign-in time, local time UTC+8.</summary>
    public DateTime SignedInAt { get; set; }

    /// <summary>Sign-out time, local time UTC+8; null while signed in.</summary>
    public DateTime? SignedOutAt { get; set; }
}
