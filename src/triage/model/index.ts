export { createFirstDayClassifier, firstDayModel } from './first-day-classifier.ts';
