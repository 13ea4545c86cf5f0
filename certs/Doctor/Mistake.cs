namespace Hub.Certs.Doctor;

/// <summary>One mistake that people make with signatures or text, in words for both ends of the line.</summary>
/// <param name="Code">Stable code: <c>SIG-1xx</c> writing of the signature, <c>2xx</c> its numbers, <c>3xx</c> key, <c>4xx</c> SM2 user id,
/// <c>5xx</c> digest and formula, <c>6xx</c> what was signed; <c>TXT-xxx</c> text; <c>KEY-xxx</c> public keys; <c>ENC-xxx</c> ciphertexts.</param>
/// <param name="Chinese">What it is, in Chinese.</param>
/// <param name="English">What it is, in English.</param>
/// <param name="ChineseFix">What to do, in Chinese.</param>
/// <param name="EnglishFix">What to do, in English.</param>
public sealed record Mistake(string Code, string Chinese, string English, string ChineseFix, string EnglishFix);
