/**
 * Frequent small words that tell languages with Latin script apart, without diacritics. A word in
 * two lists counts for both, so it decides nothing between them.
 */
export const FUNCTION_WORDS: Readonly<Record<string, string>> = {
  en: "the and is are was were be been to of in on for with from this that these i i'm i'd it it's its you your we our we're my me they their not don't doesn't won't can could would will how what why when where which please has have had does do did if at by an as but so no or need want am get got there about any help us out now just us",
  es: 'el la los las un una y es son esta estoy estan de del en por para con que como no mi mis su sus nuestro nuestra yo nosotros puedo puede quiero quieren necesito hay muy pero si al lo le les me se ha han fue ser tengo tiene cuando donde desde ayer solo gracias hola favor este esto o ya vamos tendremos',
  de: 'der die das den dem des ein eine einen einem einer und ist sind war nicht kein keine ich wir sie mein meine meinen meiner unser unsere unseren ihr ihre mit von zu zum zur auf fur im in an bei aus wie was wann warum wo kann konnen konnte mochte mochten will wollen werden wird wurde haben hat habe bitte nur auch noch seit wenn dass so hiermit es',
  fr: "le la les un une des du de et est sont en pour avec dans sur que qui ne pas je nous vous mon ma mes notre nos votre vos ce cette ces il elle ils on comment pourquoi quand ou merci puis peux peut pouvez veux voulons souhaite avons avez ont au aux plus depuis juste bonjour j'ai c'est n'est etre rythme allons",
  pt: 'o os as um uma e sao esta estou estao de do da dos das em no na nos nas por para com que como nao meu minha meus minhas seu sua nosso nossa eu nos voces voce posso pode quero querem preciso ha muito mas se ao foi ser tenho tem quando onde desde ontem so obrigado obrigada ola favor este isso ou ja vamos estamos porque bloqueada',
  it: 'il lo la gli le un una uno e sono di del della dei in nel per con che come non mio mia miei nostro nostra io noi voi posso puo voglio vorrei devo ho hai ha abbiamo molto ma se al alla ieri da solo grazie ciao buongiorno favore questo questa perche quando dove anche piu',
  nl: 'de het een en is zijn van in op voor met naar dat dit die niet geen ik wij we jullie u uw mijn onze ons hoe wat waarom wanneer waar kan kunnen wil willen heb heeft hebben wordt werd graag alleen ook nog sinds als maar om bij uit er te aan door',
};

/** Letters that only some of these languages write. */
export const TELLING_LETTERS: Readonly<Record<string, RegExp>> = {
  es: /[ñ¿¡]|ción\b/gu,
  de: /[äöüß]/gu,
  fr: /[œèêùû]|\b[ldjcnqs]['’]/gu,
  pt: /[ãõ]|ção\b|ções\b/gu,
  it: /[ìò]/gu,
};
